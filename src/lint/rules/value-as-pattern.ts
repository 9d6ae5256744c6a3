import { stagesOf } from '../pipeline.js';
import type { Rule } from '../rule.js';
import { callsReachedFrom, type Script } from '../script.js';
import type { SyntaxNode } from '../syntax.js';
import { variablesIn } from '../words.js';

/** A value of the shell that becomes part of a sed or awk program. */
export const valueAsPattern: Rule = {
  code: 'NRL117',
  title: 'A value becomes a pattern',
  why: 'In a sed program a value is a pattern: a dot matches anything, [ and \\ match something else, the separator ends the program, an empty value means the last pattern, and the first hit on the line wins, wherever it is.',
  remedy: 'Edit word by word with jq --arg, or compare words in bash: there, values stay values.',
  bad: `set -o pipefail
cray bss bootparameters list --hosts "$1" --format json | jq -r '.[].params' | sed "s|\${OLD}|\${NEW}|"
`,
  good: `set -o pipefail
cray bss bootparameters list --hosts "$1" --format json |
  jq -r --arg old "\${OLD}" --arg new "\${NEW}" '.[].params | split(" ") | map(if . == $old then $new else . end) | join(" ")'
`,
  check: (script) =>
    script.calls
      .filter(({ tool, command }) => tool === 'sed' && followsSystem(script, command.node))
      .flatMap(({ operands }) => operands.filter(({ node, text }) => isProgram(text) && variablesIn(node).length > 0))
      .map(({ node }) => ({ at: node, message: `${variablesIn(node).join(' and ')}: a value is taken as a pattern` })),
};

function isProgram(text: string): boolean {
  return /(?:^|[\s;{])s([|/#,@!:%]).*\1/su.test(text) || /^\/.*\//su.test(text);
}

function followsSystem(script: Script, node: SyntaxNode): boolean {
  const stages = node.parent?.type === 'pipeline' ? stagesOf(node.parent) : [];
  const before = stages.filter(({ end }) => end <= node.start);
  return before.some((stage) =>
    callsReachedFrom(script, stage).some(({ tool }) => ['cray', 'kubectl', 'jq'].includes(tool)),
  );
}
