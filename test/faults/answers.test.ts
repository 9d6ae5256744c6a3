import { everyCall, faultTest } from './matrix-test.js';
import { newCallsOnly, scenarios } from './scenarios.js';

/** In groups that are tried side by side. */
const groups = [
  ['error:503', 'drop-after'],
  ['garbage', 'empty'],
];

for (const hows of groups) {
  const newCalls = newCallsOnly();
  for (const scenario of scenarios()) {
    faultTest(scenario, `${hows.join(' and ')} at every call`, (baseline) => everyCall(newCalls(baseline), hows, 20));
  }
}
