import type { Rule } from '../rule.js';
import type { SyntaxNode } from '../syntax.js';
import { variablesIn } from '../words.js';

/** JSON written as text, with values put in. */
export const jsonByHand: Rule = {
  code: 'NRL118',
  title: 'JSON is written by hand',
  why: 'A quote or backslash in a value breaks the document, and not everybody notices: IMS links an image to a manifest that is no JSON with success.',
  remedy: 'Let jq write it: jq -n --arg name "${NAME}" \'{name: $name}\'.',
  bad: `cat <<EOF >layer.json
{ "name": "\${NAME}", "playbook": "ncn-initrd.yml" }
EOF
`,
  good: `jq -n --arg name "\${NAME}" '{name: $name, playbook: "ncn-initrd.yml"}' >layer.json
`,
  check: ({ nodes, systemCalls }) => [
    ...nodes
      .filter((node) => node.type === 'heredoc_body' && holdsValues(node))
      .map((node) => ({
        at: startOf(node),
        message: `a here-document puts ${variablesIn(node).join(', ')} into JSON`,
      })),
    ...systemCalls
      .flatMap(({ operands }) => operands)
      .filter(({ node }) => node.type === 'string' && holdsValues(node))
      .map(({ node }) => ({ at: node, message: `a string puts ${variablesIn(node).join(', ')} into JSON` })),
  ],
};

function holdsValues(node: SyntaxNode): boolean {
  const text = node.text.replace(/^"/u, '').trimStart();
  return /^[[{][\s\S]*\\?"\s*:/u.test(text) && variablesIn(node).length > 0;
}

function startOf(node: SyntaxNode): SyntaxNode {
  return node.parent?.parent ?? node;
}
