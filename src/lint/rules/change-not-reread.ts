import type { Call } from '../command.js';
import type { Rule } from '../rule.js';
import { callsIn, functionsNamedBy, type Script, scopeOf, systemCallsReachedFrom } from '../script.js';
import { ancestors, contains, enclosing, nodesOf, type SyntaxNode } from '../syntax.js';
import { nameOf, readsWhatChanges, type SystemCall } from '../system-call.js';

/** A change after which nothing looks whether it took effect. */
export const changeNotReread: Rule = {
  code: 'NRL101',
  title: 'A change is not read again',
  why: 'An answer of 200 does not prove the effect, and an error does not prove that there is none: BSS ignores empty parameters with success, and a call may take effect although its answer is lost. Only a second look tells.',
  remedy: 'Read the same thing again afterwards, and compare it with what was meant.',
  bad: `set -euo pipefail
cray bss bootparameters update --hosts "$1" --params "$2"
`,
  good: `set -euo pipefail
cray bss bootparameters update --hosts "$1" --params "$2"
entry=$(cray bss bootparameters list --hosts "$1" --format json)
jq -e --arg params "$2" '.[].params == $params' <<<"\${entry}"
`,
  check: (script) =>
    script.systemCalls
      .filter(({ effect }) => effect === 'changes')
      .filter((change) => !isReadAnywhere(script, change) || !isReread(script, change, change.command.node, new Set()))
      .map((change) => ({ at: change.command.node, message: `nothing reads again what '${nameOf(change)}' altered` })),
};

/** Soon told, and for many scripts the answer. */
function isReadAnywhere({ kindsOfReads }: Script, change: SystemCall): boolean {
  return kindsOfReads.some((call) => readsWhatChanges(call, change));
}

/** Whether the thing is read after a place: in the same function, or after one of the calls of that function. */
function isReread(script: Script, change: SystemCall, at: SyntaxNode, seen: Set<SyntaxNode>): boolean {
  const scope = scopeOf(script, at);
  const isLater = ({ command: { node } }: Call): boolean =>
    scopeOf(script, node) === scope && leadsToRead(script, node, change) && comesAfter(node, at);
  if (callsIn(script, scope).some(isLater)) {
    return true;
  }
  if (scope === script.root || seen.has(scope)) {
    return false;
  }
  seen.add(scope);
  return callersOf(script, scope).some((caller) => isReread(script, change, caller, seen));
}

function leadsToRead(script: Script, node: SyntaxNode, change: SystemCall): boolean {
  return systemCallsReachedFrom(script, node).some((call) => readsWhatChanges(call, change));
}

function callersOf(script: Script, definition: SyntaxNode): SyntaxNode[] {
  const name = definition.children.find(({ field }) => field === 'name')?.text ?? '';
  return script.calls
    .filter(({ command }) => functionsNamedBy(script, command).includes(name) && !contains(definition, command.node))
    .map(({ command }) => command.node);
}

/** Later in the text and not in another branch, or in the condition of a loop around, which is looked at again. */
function comesAfter(later: SyntaxNode, at: SyntaxNode): boolean {
  return (later.start >= at.end && !isOtherBranch(later, at)) || isConditionAround(later, at);
}

function isOtherBranch(later: SyntaxNode, at: SyntaxNode): boolean {
  const branches = ancestors(later).filter(({ type }) => ['else_clause', 'elif_clause', 'case_item'].includes(type));
  return branches.some(
    (branch) =>
      !contains(branch, at) &&
      branch.parent !== undefined &&
      contains(branch.parent, at) &&
      !isInCondition(branch.parent, at),
  );
}

function isInCondition({ children }: SyntaxNode, at: SyntaxNode): boolean {
  return children.some((child) => child.field === 'condition' && contains(child, at));
}

function isConditionAround(later: SyntaxNode, at: SyntaxNode): boolean {
  const loop = enclosing(at, 'while_statement');
  return (
    loop !== undefined && isInCondition(loop, later) && nodesOf(loop, 'do_group').some((body) => contains(body, at))
  );
}
