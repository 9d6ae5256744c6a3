import { expect, test } from 'vitest';
import { checkTemplates } from '../../../src/build/check-templates.js';
import { loadTemplates } from '../../../src/cli/read-templates.js';

const good = loadTemplates();
const file = 'steps/update-boot-parameters.sh.hbs';

test('the templates as they are can be built', () => {
  expect(() => checkTemplates(good)).not.toThrow();
});

test.each([
  ['an undeclared value', '{{var NO_SUCH_VALUE}}', /boot-parameters\.sh\.hbs:1:1: \{\{var NO_SUCH_VALUE\}\}/u],
  ['a raw value', '{{{canary}}}', /boot-parameters\.sh\.hbs:1:1: \{\{\{canary\}\}\}/u],
  ['an unknown helper', '{{shout CANARY}}', /boot-parameters\.sh\.hbs:1:1: the helper shout/u],
])('%s in a template is refused when building, with its place', (_what, expression, expected) => {
  expect(() => checkTemplates({ ...good, [file]: `${expression}\n${good[file] ?? ''}` })).toThrow(expected);
});

test('a template that nothing renders is refused, as nobody checks it', () => {
  expect(() => checkTemplates({ ...good, 'steps/lost.sh.hbs': 'lost' })).toThrow(/steps\/lost\.sh\.hbs/u);
});
