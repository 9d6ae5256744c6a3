import { type Baseline, callNumber, type Try } from './matrix.js';
import { faultTest } from './matrix-test.js';
import { scenarios } from './scenarios.js';

const pairs = 50; // in each scenario
const seed = Number(process.env['FAULTS_SEED'] ?? 20261128);

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Two crashes in a row: at a call of a step, and at one of the calls that the next run makes. */
function randomPairs(baseline: Baseline, count: number): Try[] {
  const random = randomNumbers(seed);
  const points = baseline.steps.flatMap((step) =>
    (baseline.calls.get(step) ?? []).map((_, index) => ({ step, nth: index + 1 })),
  );
  return Array.from({ length: count }, () => {
    const { step, nth } = points[Math.floor(random() * points.length)] ?? { step: '', nth: 1 };
    const second = 1 + Math.floor(random() * ((baseline.calls.get(step)?.length ?? 0) + 2));
    const how = () => (random() < 0.5 ? 'kill-before' : 'kill-after');
    return {
      from: step,
      faults: [`@${callNumber(baseline, step, nth)}=${how()}`, `@${second}=${how()}`],
      to: step,
      statuses: [137],
    };
  });
}

for (const scenario of scenarios()) {
  faultTest(scenario, 'two crashes in a row', (baseline) => randomPairs(baseline, pairs));
}
