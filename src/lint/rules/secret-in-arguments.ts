import type { Call } from '../command.js';
import type { Remark, Rule } from '../rule.js';
import type { Script } from '../script.js';
import { nodesOf, type SyntaxNode } from '../syntax.js';
import { nameIn, type Word } from '../words.js';

/** Commands of the shell itself: their words are in no process list. */
const builtins = new Set(
  ': . [ alias cd command declare echo eval exit export false let local mapfile printf read readonly return set shift source test trap true type typeset umask unset wait'.split(
    ' ',
  ),
);

const secretName = /(?:^|_)(?:pass|passwd|password|passphrase|secret|token|apikey|pw)(?:$|_)/iu;
const aboutSecret =
  /_(?:file|path|dir|name|id|url|uri|len|length|count|ttl|age|expiry|expires|type|env|key|ref|host|user)$/iu;
const secretOption = /^--(?:password|passwd|passphrase|secret|client-secret|api-key)(?:=(.+))?$/u;

/** A password or token that everybody on the node can read in the process list. */
export const secretInArguments: Rule = {
  code: 'NRL108',
  title: 'A secret stands in a URL or in an argument',
  why: 'Arguments are visible to everybody on the node (ps) and in shell traces; git keeps the URL in .git/config, and a password with / or @ is printed in the error message.',
  remedy:
    'Hand it over on stdin, in a file of mode 0600, in the environment of that one process, or with a credential helper.',
  bad: `git clone "https://\${VCS_USER}:\${VCS_PASS}@api-gw-service-nmn.local/vcs/cray/csm-config-management.git"
`,
  good: `GIT_ASKPASS=./askpass.sh git clone https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git
`,
  check: (script) => script.calls.flatMap((call) => inCall(script, call)),
};

function inCall(script: Script, call: Call): Remark[] {
  const { tool, operands, command } = call;
  const stays = builtins.has(tool) || (script.functions.has(tool) && command.words[0]?.text === tool);
  const found = operands.flatMap((word, index) => {
    const message = urlWithSecret(word) ?? (stays ? undefined : secretIn(call, word, operands[index + 1]));
    return message === undefined ? [] : [{ at: word.node, message }];
  });
  return found.slice(0, 1);
}

function urlWithSecret({ text }: Word): string | undefined {
  const [, secret] = /[a-z][a-z0-9+]{0,15}:\/\/[^\s/@:]{1,200}:((?:\$\{[^}]*\}|[^\s/@])+)@[\w$[]/iu.exec(text) ?? [];
  return secret === undefined ? undefined : 'a URL carries a password';
}

function secretIn({ tool }: Call, word: Word, next: Word | undefined): string | undefined {
  const variable = secretVariable(word.node);
  if (variable !== undefined) {
    return `the value of ${variable} is an argument of ${tool}`;
  }
  const [option, value] = secretOption.exec(word.text) ?? [];
  const given = value ?? (next === undefined || next.text.startsWith('-') ? undefined : next.text);
  return option === undefined || given === undefined
    ? undefined
    : `${option.split('=')[0]} has its value as an argument`;
}

/** A variable whose value, not its length or presence, is in the word; a command in the word is its own matter. */
function secretVariable(node: SyntaxNode): string | undefined {
  return nodesOf(node, 'simple_expansion', 'expansion')
    .filter((expansion) => !isInSubstitution(expansion, node))
    .filter(
      ({ children }) =>
        !children.some(({ text, field }) => field === 'operator' && /^(?:#|:?\+)$/u.test(text) && text !== '##'),
    )
    .map((expansion) => nameIn(expansion) ?? '')
    .find((name) => secretName.test(name) && !aboutSecret.test(name));
}

function isInSubstitution(node: SyntaxNode, outer: SyntaxNode): boolean {
  const { parent } = node;
  return (
    parent !== undefined &&
    node !== outer &&
    (parent.type === 'command_substitution' || isInSubstitution(parent, outer))
  );
}
