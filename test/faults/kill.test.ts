import { matrixTest } from './matrix-test.js';
import { scenarios } from './scenarios.js';

for (const scenario of scenarios()) matrixTest(scenario, ['kill-before', 'kill-after']);
