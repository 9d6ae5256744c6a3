import type { Rule } from '../rule.js';
import type { Script } from '../script.js';
import type { Switch } from '../shell-options.js';
import { enclosing, type SyntaxNode } from '../syntax.js';
import type { SystemCall } from '../system-call.js';

/** `set +e` around calls whose status nobody looks at. */
export const errexitOff: Rule = {
  code: 'NRL106',
  title: 'Failures are switched off around a call',
  why: "After 'set +e' the script goes on whatever a call answers, and the next step works on what is not there.",
  remedy: "Leave 'set -e' on and handle the failure of the one call: 'if ! ...' or '|| ...'.",
  bad: `set -euo pipefail
set +e
cray cfs sessions describe "$1" --format json
set -e
`,
  good: `set -euo pipefail
if ! cray cfs sessions describe "$1" --format json; then
  exit 1
fi
`,
  check: (script) =>
    script.switches
      .filter(({ option, on }) => option === 'errexit' && !on)
      .flatMap((off) => {
        const found = script.systemCalls.find((call) => isUnwatched(script, off, call));
        return found === undefined
          ? []
          : [
              {
                at: off.node,
                message: `nothing looks at the status of '${found.tool}' in line ${found.command.node.line}`,
              },
            ];
      }),
};

function isUnwatched({ root, switches }: Script, off: Switch, { command: { node } }: SystemCall): boolean {
  const next = switches.find(({ option, on, node: at }) => option === 'errexit' && on && at.start > off.node.start);
  const isInside = node.start > off.node.end && (next === undefined || node.start < next.node.start);
  const sameScope = (enclosing(node, 'function_definition') ?? root) === off.scope;
  return isInside && sameScope && !isWatched(node);
}

/** Part of a condition or of a list, or followed by a look at `$?`. */
function isWatched(node: SyntaxNode): boolean {
  const { parent, field } = node;
  if (parent === undefined || field === 'condition' || parent.type === 'list' || parent.type === 'negated_command') {
    return parent !== undefined;
  }
  const isBlock = ['program', 'compound_statement', 'do_group', 'if_statement', 'case_item', 'subshell', 'else_clause'];
  if (!isBlock.includes(parent.type)) {
    return isWatched(parent);
  }
  const behind = parent.children
    .slice(parent.children.indexOf(node) + 1)
    .filter(({ text }) => text.trim() !== ';' && text.trim() !== '');
  return behind[0] !== undefined && /\$\?|PIPESTATUS|\$\{\?\}/u.test(behind[0].text);
}
