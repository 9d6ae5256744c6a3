import { matrixTest } from './matrix-test.js';
import { scenarios } from './scenarios.js';

const all = process.env['ALL_FAULTS'] === 'yes';
for (const scenario of scenarios().slice(0, all ? 4 : 1)) {
  matrixTest(scenario, ['error:503', 'drop-after', 'garbage', 'empty', 'hang']);
}
