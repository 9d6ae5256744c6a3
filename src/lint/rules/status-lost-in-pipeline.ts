import type { Call } from '../command.js';
import { pipefailCounts, stagesOf } from '../pipeline.js';
import type { Remark, Rule } from '../rule.js';
import { callsReachedFrom, type Script } from '../script.js';
import type { SyntaxNode } from '../syntax.js';
import { isOption } from '../words.js';

const remote = new Set(['cray', 'curl', 'ssh', 'git', 'kubectl']);
const sums = new Set(['md5sum', 'sha256sum']);

/** A failure in front of a pipe that nobody sees. */
export const statusLostInPipeline: Rule = {
  code: 'NRL103',
  title: 'A status is lost in a pipeline',
  why: 'Without pipefail a pipeline has the status of its last command. When the first one fails, the rest works on nothing and succeeds: an unknown node becomes an empty prefix, a missing file an empty checksum.',
  remedy: "Write 'set -o pipefail' above, or take the answer into a variable first.",
  bad: `cray hsm state components list --format json | jq -r '.Components[].ID'
`,
  good: `set -o pipefail
cray hsm state components list --format json | jq -r '.Components[].ID'
`,
  check: (script) =>
    script.nodes
      .filter((node) => node.type === 'pipeline' && !pipefailCounts(script, node))
      .flatMap((node) =>
        stagesOf(node)
          .slice(0, -1)
          .flatMap((stage) => lost(script, stage)),
      ),
};

function lost(script: Script, stage: SyntaxNode): Remark[] {
  const found = callsReachedFrom(script, stage).find(mayFail);
  return found === undefined
    ? []
    : [{ at: stage, message: `a failure of ${found.tool} is lost in the pipe, and what follows works on nothing` }];
}

/** A sum of what comes through a pipe cannot fail, that of a file can. */
function mayFail({ tool, operands }: Call): boolean {
  return remote.has(tool) || (sums.has(tool) && operands.some((word) => !isOption(word)));
}
