import type { Assignment } from './assignments.js';
import type { Call } from './command.js';
import { filesOf } from './jq.js';
import { callsBetween, callsIn, callsReachedFrom, type Script, scopeOf } from './script.js';
import { isOn } from './shell-options.js';
import { enclosing, nodesOf, type SyntaxNode } from './syntax.js';
import { isTestOf, mentions, testsIn } from './tests.js';
import { hasOption, variablesIn } from './words.js';

/** The assignment that a variable has its value from at a place, as far as its own function shows. */
export function lastAssignment(script: Script, name: string, at: SyntaxNode): Assignment | undefined {
  const scope = scopeOf(script, at);
  const own = script.assignmentsOf.get(name) ?? [];
  return own.findLast(({ node }) => node.end <= at.start && scopeOf(script, node) === scope);
}

/** Tools whose answer may be empty, or several lines, with status 0. */
const sources = new Set(['cray', 'kubectl', 'curl', 'ssh', 'jq']);

/**
 * The assignments from the system that a variable has its value from at a place and that nothing looked at since.
 * A variable made of others is as good as those.
 */
export function uncheckedSources(script: Script, name: string, at: SyntaxNode): readonly Assignment[] {
  return trace(script, name, at, at, new Set());
}

function trace(script: Script, name: string, from: SyntaxNode, use: SyntaxNode, seen: Set<Assignment>): Assignment[] {
  const assignment = lastAssignment(script, name, from);
  if (assignment?.value === undefined || seen.has(assignment) || isChecked(script, name, assignment.node, use)) {
    return [];
  }
  seen.add(assignment);
  const { value } = assignment;
  if (isFromSystem(script, value)) {
    return isCheckedSource(script, assignment) ? [] : [assignment];
  }
  return variablesIn(value).flatMap((other) => trace(script, other, assignment.node, use, seen));
}

/** Whether a value is the answer of the system, or taken from one. */
export function isFromSystem(script: Script, value: SyntaxNode): boolean {
  return nodesOf(value, 'command_substitution').some((substitution) =>
    callsReachedFrom(script, substitution).some((call) => sources.has(call.tool) && !readsOwnFile(script, call)),
  );
}

/** Whether a jq reads nothing but files that no call of the system wrote here: records of the script itself. */
function readsOwnFile(script: Script, call: Call): boolean {
  const files = call.tool === 'jq' ? filesOf(call) : [];
  const answers = script.answerFiles;
  return files.length > 0 && !files.some(({ node }) => answers.has(node.text));
}

/** Whether the value is refused where it is taken: by `jq -e`, or by the function that gives it. */
function isCheckedSource(script: Script, { value, node }: Assignment): boolean {
  if (value === undefined) {
    return false;
  }
  const last = callsIn(script, value).at(-1);
  const body = script.functions.get(last?.tool ?? '');
  const jq = body === undefined ? last : callsIn(script, body).at(-1);
  const statusCounts = isOn(script, 'errexit', node) || enclosing(node, 'list', 'if_statement') !== undefined;
  const demands = jq?.tool === 'jq' && hasOption(jq.operands, 'e', '--exit-status') && statusCounts;
  return demands || (body !== undefined && testsIn(script, body).length > 0);
}

/** Whether a variable is tested between its assignment and the end of the command that uses it. */
function isChecked(script: Script, name: string, from: SyntaxNode, use: SyntaxNode): boolean {
  const until = (enclosing(use, 'command') ?? use).end;
  const inRange = (node: SyntaxNode): boolean => node.start >= from.end && node.start < until;
  const scope = scopeOf(script, use);
  const tested = script.tests.some((node) => inRange(node) && scopeOf(script, node) === scope && isTestOf(node, name));
  return tested || callsBetween(script, from.end, until).some((call) => callTests(script, call, name));
}

/** Whether a command looks at a variable: `test`, `grep -q`, `jq -e`, or a function of the script that tests. */
function callTests(script: Script, { tool, command, operands }: Call, name: string): boolean {
  const around = command.node.parent?.type === 'pipeline' ? command.node.parent : command.node;
  const uses = mentions(around, name);
  if (tool === 'test' || tool === 'let') {
    return uses;
  }
  if (tool === 'grep' || tool === 'jq') {
    return uses && hasOption(operands, tool === 'grep' ? 'q' : 'e', tool === 'grep' ? '--quiet' : '--exit-status');
  }
  const body = script.functions.get(tool);
  return (
    body !== undefined &&
    (uses ? testsIn(script, body).length > 0 : testsIn(script, body).some((test) => isTestOf(test, name)))
  );
}
