import type { Rule } from '../rule.js';
import { nameOf } from '../system-call.js';
import { isOption } from '../words.js';

/** `deleteall` without a filter. */
export const deletesUnasked: Rule = {
  code: 'NRL119',
  title: 'Everything is deleted unasked',
  why: "'deleteall' asks nothing. Without a filter of its own it takes what the default filter names: of CFS sessions every complete one.",
  remedy: 'Delete by name, one at a time, or give the filter that says which.',
  bad: `set -euo pipefail
cray cfs sessions deleteall
cray cfs sessions list --format json
`,
  good: `set -euo pipefail
cray cfs sessions delete "$1"
cray cfs sessions list --format json
`,
  check: ({ systemCalls }) =>
    systemCalls
      .filter(
        ({ verb, operands }) =>
          verb === 'deleteall' && !operands.some((word) => isOption(word) && word.text !== '--format'),
      )
      .map((call) => ({ at: call.command.node, message: `'${nameOf(call)}' has no filter` })),
};
