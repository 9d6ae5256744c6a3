import type { Rule } from '../rule.js';
import { uncheckedUses } from '../unchecked-uses.js';

/** A value from the system that says what the next call reads, without a look at it. */
export const uncheckedInRead: Rule = {
  code: 'NRL111',
  title: 'A value is used unchecked as the name of what is read',
  why: "An empty name is no error everywhere: 'bootparameters list' with an empty --hosts or --name answers with every entry. 'jq -r' on nothing prints nothing, on a missing key null, with status 0.",
  remedy: "Let jq fail (jq -er) under set -e, or test the value: '[[ -n ${ID} ]] || exit 1'.",
  bad: `set -euo pipefail
xname=$(cray hsm state components list --format json | jq -r '.Components | map(.ID) | join(",")')
cray bss bootparameters list --hosts "\${xname}" --format json
`,
  good: `set -euo pipefail
xname=$(cray hsm state components list --format json | jq -er '.Components | map(.ID) | join(",")')
cray bss bootparameters list --hosts "\${xname}" --format json
`,
  check: (script) =>
    uncheckedUses(script, 'reads').map(({ word, name, source }) => ({
      at: word.node,
      message: `${name} comes from the system (line ${source.node.line}) and nothing checks it before it is used here`,
    })),
};
