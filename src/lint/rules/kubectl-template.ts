import type { Rule } from '../rule.js';
import { callsIn } from '../script.js';
import { openSources } from '../unchecked-uses.js';

/** A value that kubectl took from a template, used without a look. */
export const kubectlTemplate: Rule = {
  code: 'NRL123',
  title: 'What a kubectl template gives is not checked',
  why: "A missing key prints '<no value>' with --template and nothing with jsonpath, both with status 0.",
  remedy: 'Test the value: \'[[ -n ${X} && ${X} != "<no value>" ]] || exit 1\'.',
  bad: `set -euo pipefail
user=$(kubectl get secret -n services vcs-user-credentials --template={{.data.vcs_username}})
echo "\${user}"
`,
  good: `set -euo pipefail
user=$(kubectl get secret -n services vcs-user-credentials --template={{.data.vcs_username}})
[[ -n \${user} && \${user} != '<no value>' ]] || exit 1
echo "\${user}"
`,
  check: (script) => {
    const open = openSources(script);
    return script.assignments.flatMap(({ name, node, value }) => {
      const calls = value === undefined ? [] : callsIn(script, value);
      const asks = calls.some(
        ({ tool, operands }) => tool === 'kubectl' && operands.some(({ text }) => isTemplate(text)),
      );
      const isOpen = asks && open.has(node);
      return isOpen ? [{ at: node, message: `${name} may be empty or '<no value>', and nothing checks it` }] : [];
    });
  },
};

function isTemplate(text: string): boolean {
  return /^(?:--template=|-o=?(?:jsonpath|go-template)|--output=(?:jsonpath|go-template)|(?:jsonpath|go-template)=)/u.test(
    text,
  );
}
