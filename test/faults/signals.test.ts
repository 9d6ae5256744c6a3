import { type Baseline, callNumber, type Try } from './matrix.js';
import { faultTest } from './matrix-test.js';
import { scenarios } from './scenarios.js';

const signals = { INT: 130, TERM: 143, HUP: 129 } as const;
const [scenario] = scenarios();
if (scenario === undefined) throw new Error('no scenario');

/** Each signal at the first call of each step that makes calls. */
function everySignal(baseline: Baseline): Try[] {
  const steps = baseline.steps.filter((step) => (baseline.calls.get(step) ?? []).length > 0);
  return steps.flatMap((step) =>
    Object.entries(signals).map(([signal, status]) => ({
      from: step,
      faults: [`@${callNumber(baseline, step, 1)}=signal:${signal}`],
      to: step,
      statuses: [status],
    })),
  );
}

faultTest(scenario, 'SIGINT, SIGTERM and SIGHUP at every step', everySignal);
