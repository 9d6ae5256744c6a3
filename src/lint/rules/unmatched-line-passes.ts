import type { Call } from '../command.js';
import { stagesOf, substitutionIn } from '../pipeline.js';
import type { Rule } from '../rule.js';
import { callsIn, type Script } from '../script.js';
import { enclosing, type SyntaxNode } from '../syntax.js';
import { hasOption } from '../words.js';

/** A sed that takes a part out of a line, and prints the whole line when the pattern does not match. */
export const unmatchedLinePasses: Rule = {
  code: 'NRL116',
  title: 'An extraction lets through what does not match',
  why: "'sed s/.../\\1/' prints lines without a match unaltered, with status 0: when the boot parameters name no image, the whole command line becomes the image prefix. With two matches it takes the last one.",
  remedy: "Use 'sed -n s/.../\\1/p' or bash's =~, and refuse an empty result.",
  bad: `set -euo pipefail
prefix=$(ssh ncn-w001 cat /proc/cmdline | sed 's#^.*boot-images/\\([^ ]*\\)/rootfs.*#\\1#')
`,
  good: `set -euo pipefail
prefix=$(ssh ncn-w001 cat /proc/cmdline | sed -n 's#^.*boot-images/\\([^ ]*\\)/rootfs.*#\\1#p')
[[ -n \${prefix} ]] || exit 1
`,
  check: (script) =>
    script.calls
      .filter((call) => extracts(call) && isFromSystem(script, call) && isValue(script, call.command.node))
      .map(({ command }) => ({ at: command.node, message: 'a line without a match passes as it is' })),
};

/** `sed s/PATTERN/...\1.../` of a whole line, without -n; also as a command for ssh. */
function extracts({ tool, operands }: Call): boolean {
  const runsSed = tool === 'sed' || (tool === 'ssh' && operands.some(({ text }) => text === 'sed'));
  const quiet = hasOption(operands, 'n', '--quiet', '--silent');
  return (
    runsSed &&
    !quiet &&
    operands.some(({ text }) => /^'?s(.)(?:\^?\.\*|\\\(\^?\.\*|.*\.\*\1).*\\[1-9]\W*\1'?$/su.test(text))
  );
}

function isFromSystem(script: Script, { tool, command: { node } }: Call): boolean {
  const pipeline = node.parent?.type === 'pipeline' ? stagesOf(node.parent) : [];
  const before = pipeline.filter(({ end }) => end <= node.start).flatMap((stage) => callsIn(script, stage));
  return tool === 'ssh' || before.some((call) => ['cray', 'ssh', 'kubectl', 'curl', 'jq'].includes(call.tool));
}

function isValue(script: Script, node: SyntaxNode): boolean {
  const substitution = enclosing(node, 'command_substitution');
  return script.assignments.some(
    ({ value }) => value !== undefined && substitutionIn(value) === substitution && substitution !== undefined,
  );
}
