import type { Rule } from '../rule.js';
import { nameOf } from '../system-call.js';

/** Writing a whole BSS entry, which loses what is not given. */
export const entryReplaced: Rule = {
  code: 'NRL115',
  title: 'A whole BSS entry is written',
  why: "'replace' clears every field that is not given, cloud-init included, without which a node does not come up right; it also creates hosts that do not exist. 'create' writes an entry without cloud-init.",
  remedy: "Use 'cray bss bootparameters update': it keeps what is not given.",
  bad: `set -euo pipefail
cray bss bootparameters replace --hosts "$1" --params "$2"
cray bss bootparameters list --hosts "$1" --format json
`,
  good: `set -euo pipefail
cray bss bootparameters update --hosts "$1" --params "$2"
cray bss bootparameters list --hosts "$1" --format json
`,
  check: ({ systemCalls }) =>
    systemCalls
      .filter(({ thing, verb }) => thing === 'bss bootparameters' && (verb === 'replace' || verb === 'create'))
      .map((call) => ({
        at: call.command.node,
        message: `'${nameOf(call)}' loses cloud-init and all that is not given`,
      })),
};
