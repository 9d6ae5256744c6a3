import { expect, test } from 'vitest';
import { codes } from './helpers.js';

const wrong = 'cray ims images list --format json | jq .';

test.each([
  ['on the line', `${wrong} # ncn-lint disable=NRL103 looked at by hand\n`, []],
  ['for the statement below', `# ncn-lint disable=NRL103 looked at by hand\n${wrong}\n`, []],
  ['not for the one after', `# ncn-lint disable=NRL103 because\n${wrong}\n${wrong}\n`, ['NRL103']],
  ['several codes', `# ncn-lint disable=NRL103,NRL102 because\ncray ims images list --format json | grep x\n`, []],
  ['without a reason', `# ncn-lint disable=NRL103\n${wrong}\n`, ['NRL100', 'NRL103']],
  ['a rule that finds nothing there', '# ncn-lint disable=NRL103 because\ntrue\n', ['NRL100']],
  ['a rule that there is not', '# ncn-lint disable=NRL999 because\ntrue\n', ['NRL100']],
  ['its own rule', '# ncn-lint disable=NRL100 because\ntrue\n', ['NRL100']],
  ['a comment that only looks like one', `# ncn-lint: NRL103\n${wrong}\n`, ['NRL103']],
])('a comment disables %s', (_, script, expected) => {
  expect(codes(script)).toEqual(expected);
});
