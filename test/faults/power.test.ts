import { everyCall, faultTest } from './matrix-test.js';
import { scenarios } from './scenarios.js';

// The run is killed after a call, and of what it wrote only what it synced is left, or besides that the names of files.
const [scenario] = scenarios();
if (scenario === undefined) throw new Error('no scenario');

for (const powerLeaves of ['nothing', 'names'] as const) {
  faultTest(
    scenario,
    `the power fails after every call, and leaves ${powerLeaves} of what was not synced`,
    (baseline) => everyCall(baseline, ['kill-after'], 12).map((attempt) => ({ ...attempt, powerLeaves })),
    { watchesSyncs: true },
  );
}
