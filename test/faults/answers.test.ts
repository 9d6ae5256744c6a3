import { everyCall, faultTest } from './matrix-test.js';
import { scenarios } from './scenarios.js';

const hows = ['error:503', 'drop-after', 'garbage', 'empty', 'hang'];

for (const scenario of scenarios()) {
  faultTest(scenario, `${hows.join(', ')} at every call`, (baseline) => everyCall(baseline, hows, 20));
}
