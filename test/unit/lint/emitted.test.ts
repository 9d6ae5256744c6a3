import { expect, test } from 'vitest';
import { exampleNames, readExample } from '../../../src/cli/examples.js';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { sampleParameters } from '../../../src/plan/samples.js';
import { combinations } from '../../combinations.js';
import { scriptFor } from '../../emit.js';
import { lint } from './helpers.js';

const all = [
  ...sampleParameters.map((parameters, index) => ({ name: `sample ${index}`, parameters })),
  ...combinations(),
];

/** Those with a line in a step that no earlier one has: between them they hold every line that a template gives. */
function withEveryLine(): typeof all {
  const seen = new Set<string>();
  return all.filter(({ parameters }) => {
    const before = seen.size;
    const [steps = ''] = scriptFor(parameters).split(/^# == Runtime /mu);
    for (const line of steps.slice(steps.indexOf('# == Step 1 ')).split('\n'))
      if (!line.startsWith('#')) seen.add(line);
    return seen.size > before;
  });
}

test.each(process.env['TESTS'] === 'all' ? all : withEveryLine())(
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
