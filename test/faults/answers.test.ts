import { everyCall, faultTest } from './matrix-test.js';
import { scenarios } from './scenarios.js';

const hows = ['error:503', 'drop-after', 'garbage', 'empty', 'hang'];
const chosen = process.env['FAULTS'] === 'all' ? scenarios() : scenarios().slice(0, 1);

for (const scenario of chosen) {
  faultTest(scenario, `${hows.join(', ')} at every call`, (baseline) => everyCall(baseline, hows, 20));
}
