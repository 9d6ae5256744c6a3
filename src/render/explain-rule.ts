import type { Rule } from '../lint/rule.js';
import { paragraph, part } from './explain.js';

/** What a rule of the linter is about, for a terminal. */
export function renderRule({ code, title, why, remedy, bad, good }: Rule): string {
  return [
    `${code}: ${title}`,
    ...part('Why', paragraph(why)),
    ...part('What to do', paragraph(remedy)),
    ...part('Found in', bad.trimEnd().split('\n')),
    ...part('Not found in', good.trimEnd().split('\n')),
    ...part('To disable it, with a reason', [`# ncn-lint disable=${code} why it does not matter here`]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
