import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import { renderBash } from '../../../src/render/bash.js';
import { TemplateError } from '../../../src/render/template.js';
import { combinations } from '../../combinations.js';
import { planFor } from '../../emit.js';

const file = 'steps/create-session.sh.hbs';
const [combination] = combinations();
if (combination === undefined) throw new Error('no combination');
const plan = planFor(combination.parameters);
const good = loadTemplates();

/** What generating says when one line of a step's template is replaced. */
function problemsWith(line: string): readonly string[] {
  const [first = '', , ...rest] = (good[file] ?? '').split('\n');
  const templates = { ...good, [file]: [first, line, ...rest].join('\n') };
  try {
    renderBash(plan, templates, '0'.repeat(64));
  } catch (error) {
    if (error instanceof TemplateError) {
      return error.problems.map(({ file: at, line: row, column, found }) => `${at}:${row}:${column} ${found}`);
    }
    throw error;
  }
  return [];
}

const at = 'templates/steps/create-session.sh.hbs:2';

test.each([
  ['an undeclared value', '  note "{{var NO_SUCH_VALUE}}"', `${at}:9 {{var NO_SUCH_VALUE}}`],
  ['a value of another step', '  note "{{var COMMIT}}"', `${at}:9 {{var COMMIT}}`],
  ['an undeclared name', '  note "{{nothing}}"', `${at}:9 {{nothing}}`],
  ['a raw value', '  note "{{{CFS_CONFIG_NAME}}}"', `${at}:9 {{{CFS_CONFIG_NAME}}}`],
  ['an unknown helper', '  note "{{shout CFS_CONFIG_NAME}}"', `${at}:9 the helper shout`],
  ['an undeclared flag', '  {{#if nothing}}x{{/if}}', `${at}:3 {{#if nothing}}`],
  ['an undeclared list', '  {{#each nothing}}x{{/each}}', `${at}:3 {{#each nothing}}`],
  ['another block helper', '  {{#with CFS_CONFIG_NAME}}x{{/with}}', `${at}:3 {{#with CFS_CONFIG_NAME}}`],
  ['a partial', '  {{> runtime}}', `${at}:3 PartialStatement`],
  ['a bash variable that nobody gives', '  note "${NO_SUCH_VALUE}"', `${at}:9 \${NO_SUCH_VALUE}`],
])('%s in a template is refused with its place', (_what, line, expected) => {
  expect(problemsWith(line)).toEqual([expected]);
});

test('an unclosed expression is refused with its line', () => {
  expect(problemsWith('  note "{{var CFS_CONFIG_NAME"')[0]).toMatch(
    /^templates\/steps\/create-session\.sh\.hbs:2:\d+ /,
  );
});

test('a missing template is refused by name', () => {
  const { [file]: _removed, ...templates } = good;
  expect(() => renderBash(plan, templates, '0'.repeat(64))).toThrow(
    /templates\/steps\/create-session\.sh\.hbs:1:1: no such file/,
  );
});

test('the templates as they are have no problem', () => {
  expect(problemsWith('  local session=absent')).toEqual([]);
});
