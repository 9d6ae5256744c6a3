import { everyCall, faultTest } from './matrix-test.js';
import { newCallsOnly, scenarios } from './scenarios.js';

// Beside the other answers, as these wait much and compute little.
const newCalls = newCallsOnly();
for (const scenario of scenarios()) {
  faultTest(scenario, 'hang at every call', (baseline) => everyCall(newCalls(baseline), ['hang'], 20));
}
