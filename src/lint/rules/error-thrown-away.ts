import type { Call } from '../command.js';
import type { Remark, Rule } from '../rule.js';
import type { Script } from '../script.js';
import { ancestors, type SyntaxNode } from '../syntax.js';

/** What cray has to say, or its status, is thrown away. */
export const errorThrownAway: Rule = {
  code: 'NRL105',
  title: 'An error of cray is thrown away',
  why: "cray ends with status 2 for a name that is not known, for a gateway that is down and for a typing error alike: only the message on stderr tells which. '|| true' takes the status, too.",
  remedy: 'Keep stderr, in a file if need be, and decide by the message; let other failures stop the script.',
  bad: `set -euo pipefail
cray ims images describe "$1" --format json 2>/dev/null || true
`,
  good: `set -euo pipefail
cray ims images describe "$1" --format json 2>errors.txt || grep -q 'not found' errors.txt
`,
  check: (script) => script.calls.filter(({ tool }) => tool === 'cray').flatMap((call) => inCall(script, call)),
};

function inCall(script: Script, { command }: Call): Remark[] {
  const statement = statementOf(command.node);
  const said = redirectsOf(command.node).some(isSilencing) || silencedTogether(redirectsOf(command.node));
  const taken = statement.parent?.type === 'list' && isIgnoredIn(script, statement.parent, statement);
  return [
    ...(said ? [{ at: command.node, message: 'the message of cray goes to /dev/null' }] : []),
    ...(taken ? [{ at: command.node, message: "'|| true' takes the status of cray" }] : []),
  ];
}

/** The command with its redirections and its pipeline. */
function statementOf(node: SyntaxNode): SyntaxNode {
  const { parent } = node;
  const isPart = parent !== undefined && ['redirected_statement', 'pipeline', 'negated_command'].includes(parent.type);
  return isPart ? statementOf(parent) : node;
}

function redirectsOf(node: SyntaxNode): SyntaxNode[] {
  const { parent } = node;
  const own = node.children.filter(({ type }) => type === 'file_redirect');
  return parent?.type === 'redirected_statement' ? [...own, ...parent.children.filter(isRedirect)] : own;
}

function isRedirect({ type }: SyntaxNode): boolean {
  return type === 'file_redirect';
}

function isSilencing({ text }: SyntaxNode): boolean {
  return /^(?:2|&)>>?\s*\/dev\/null$/u.test(text) || /^>&\s*\/dev\/null$/u.test(text);
}

function silencedTogether(redirects: readonly SyntaxNode[]): boolean {
  const out = redirects.findIndex(({ text }) => /^1?>>?\s*\/dev\/null$/u.test(text));
  return out >= 0 && redirects.slice(out + 1).some(({ text }) => /^2>&\s*1$/u.test(text));
}

/** Whether the list goes `... || true` behind the statement. */
function isIgnoredIn(script: Script, list: SyntaxNode, statement: SyntaxNode): boolean {
  const [, operator, right] = list.children.slice(list.children.indexOf(statement));
  const ends = right !== undefined && script.calls.find(({ command }) => command.node === right)?.tool;
  const ignored = operator?.type === '||' && (ends === 'true' || ends === ':');
  const outer = ancestors(list)[0];
  return ignored || (outer?.type === 'list' && outer.children[0] === list && isIgnoredIn(script, outer, list));
}
