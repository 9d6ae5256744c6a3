import type { SyntaxNode } from './syntax.js';
import { type Word, wordOf } from './words.js';

/** A command as it stands in the script. */
export interface Command {
  readonly node: SyntaxNode;
  /** The name first. */
  readonly words: readonly Word[];
}

/** A command and what stands in front of it, such as `timeout 60` or a function of the script. */
export interface Call {
  readonly command: Command;
  /** Name of what is called in the end, such as `cray`. */
  readonly tool: string;
  /** The words behind that name. */
  readonly operands: readonly Word[];
}

const wordTypes = new Set([
  'command_name',
  'word',
  'string',
  'raw_string',
  'ansi_c_string',
  'concatenation',
  'number',
  'expansion',
  'simple_expansion',
  'command_substitution',
  'process_substitution',
  'arithmetic_expansion',
]);

/** The words of a `command` node; its redirections and assignments are none. */
export function commandOf(node: SyntaxNode): Command {
  return { node, words: node.children.filter(({ type }) => wordTypes.has(type)).map(wordOf) };
}

/** Commands that do something about the words behind them and do not run them. */
const noRunners = new Set(
  'echo printf note log info warn warning error err die fail stop say print type which whereis hash man help test [ read export unset alias grep egrep fgrep sed awk jq cat ls rm cp mv mkdir touch apt apt-get yum dnf zypper rpm pip pip3 npm brew systemctl kubectl git curl ssh-keygen confirm known differs'.split(
    ' ',
  ),
);

/** Tools that reach the system, or other systems. */
export const systemTools = ['cray', 'kubectl', 'curl', 'ssh', 'scp', 'git'] as const;

/**
 * The call behind a command.
 *
 * @param passesOn whether a function of the script runs its arguments; undefined when the script has none of that name.
 */
export function callOf(command: Command, passesOn: (name: string) => boolean | undefined): Call {
  const { words } = command;
  const [first] = words;
  const name = baseName(first?.text ?? '');
  const inner = words.findIndex(
    ({ text }, index) => index > 0 && systemTools.some((tool) => tool === baseName(text)) && index < 8,
  );
  if (inner > 0 && runs(name, words.slice(0, inner), passesOn) && (words.length > inner + 1 || name !== 'command')) {
    return { command, tool: baseName(words[inner]?.text ?? ''), operands: words.slice(inner + 1) };
  }
  return { command, tool: name, operands: words.slice(1) };
}

function runs(name: string, before: readonly Word[], passesOn: (name: string) => boolean | undefined): boolean {
  if (systemTools.some((tool) => tool === name) || noRunners.has(name)) {
    return false;
  }
  if (name === 'command' && before.some(({ text }) => /^-[vV]/u.test(text))) {
    return false;
  }
  return passesOn(name) ?? true;
}

/** `/usr/bin/cray` is cray. */
function baseName(text: string): string {
  return /^[\w./-]+\/([\w.-]+)$/u.exec(text)?.[1] ?? text;
}
