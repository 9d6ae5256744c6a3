import { expect, test } from 'vitest';
import { exampleNames, readExample } from '../../../src/cli/examples.js';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { combinations } from '../../combinations.js';
import { scriptFor } from '../../emit.js';
import { lint } from './helpers.js';

/** One for each variant of a step: between them they hold every line that a template can give. */
const chosen = [0, 5, 13, 20, 31, 42, 53];

test.each(combinations().filter((_, index) => chosen.includes(index)))(
  'nothing is found in the runbook of $name, and nothing is disabled in it',
  ({ parameters }) => {
    const script = scriptFor(parameters);
    expect(script).not.toContain('ncn-lint');
    expect(lint(script)).toEqual([]);
  },
);

test.each(await exampleNames())('nothing is found in the runbook of the example %s', async (name) => {
  const read = parseParameters(await readExample(name), { file: name });
  expect(read.ok && lint(scriptFor(read.value))).toEqual([]);
});

test('a runbook without its second look is found', () => {
  const [first] = combinations();
  const script = first === undefined ? '' : scriptFor(first.parameters);
  const blind = script
    .replaceAll('states=$(states_in_bss)', 'states=$(true)')
    .replaceAll('query cray bss', 'query cray x');
  expect(lint(blind).map(({ code }) => code)).toContain('NRL101');
});
