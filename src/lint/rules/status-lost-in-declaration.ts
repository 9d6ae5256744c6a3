import { substitutionIn } from '../pipeline.js';
import type { Rule } from '../rule.js';
import { callsReachedFrom } from '../script.js';

const tools = new Set(['cray', 'curl', 'ssh', 'scp', 'git', 'kubectl', 'jq']);

/** `local x=$(...)`: the status is that of `local`. */
export const statusLostInDeclaration: Rule = {
  code: 'NRL104',
  title: 'A status is lost in a declaration',
  why: "'local', 'export', 'declare' and 'readonly' succeed whatever the command in their value did; set -e and || see nothing.",
  remedy: 'Declare first, assign on a line of its own.',
  bad: `set -euo pipefail
export IMS_IMAGES=$(cray ims images list --format json)
`,
  good: `set -euo pipefail
IMS_IMAGES=$(cray ims images list --format json)
export IMS_IMAGES
`,
  check: (script) =>
    script.assignments.flatMap(({ name, node, value, declaration }) => {
      const substitution = value === undefined ? undefined : substitutionIn(value);
      const found = substitution && callsReachedFrom(script, substitution).find(({ tool }) => tools.has(tool));
      return declaration === undefined || found === undefined
        ? []
        : [{ at: node, message: `'${declaration} ${name}=$(...)' loses the status of ${found.tool}` }];
    }),
};
