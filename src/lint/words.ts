import { nodesOf, type SyntaxNode } from './syntax.js';

/** One word of a command. */
export interface Word {
  readonly node: SyntaxNode;
  /** Without its quotes; what the shell would put in stands as it is written, such as `${NAME}`. */
  readonly text: string;
  /** Names of the variables in it. */
  readonly variables: readonly string[];
}

/** A word from its node. */
export function wordOf(node: SyntaxNode): Word {
  return { node, text: unquoted(node), variables: variablesIn(node) };
}

function unquoted(node: SyntaxNode): string {
  const { type, text, children } = node;
  switch (type) {
    case 'command_name':
    case 'concatenation':
      return children.map(unquoted).join('');
    case 'raw_string':
      return text.slice(1, -1);
    case 'ansi_c_string':
      return text.slice(2, -1);
    case 'string':
      return text.slice(1, -1).replaceAll(/\\(["\\$`])/gu, '$1');
    case 'word':
      return text.replaceAll(/\\(.)/gsu, '$1');
    default:
      return text;
  }
}

/** Names of the variables whose values are used in a piece of a script, each once. */
export function variablesIn(node: SyntaxNode): readonly string[] {
  const expansions = nodesOf(node, 'simple_expansion', 'expansion');
  return [...new Set(expansions.flatMap((expansion) => nameIn(expansion) ?? []))];
}

/** The variable that an expansion is of. */
export function nameIn({ children }: SyntaxNode): string | undefined {
  const named = children.find(({ type }) => type === 'variable_name' || type === 'subscript');
  return named?.type === 'subscript' ? named.children[0]?.text : named?.text;
}

/** Whether a word is an option rather than an operand. */
export function isOption({ text }: Word): boolean {
  return text.startsWith('-') && text !== '-';
}

/** The value of a long option, written as `--name value` or `--name=value`. */
export function optionValue(words: readonly Word[], ...names: readonly string[]): Word | undefined {
  for (const [index, word] of words.entries()) {
    if (names.includes(word.text)) {
      return words[index + 1];
    }
    const name = names.find((each) => each.startsWith('--') && word.text.startsWith(`${each}=`));
    if (name !== undefined) {
      return { ...word, text: word.text.slice(name.length + 1) };
    }
  }
  return undefined;
}

/** Whether one of these options is among the words; short ones may stand together, as `-er`. */
export function hasOption(words: readonly Word[], short: string, ...long: readonly string[]): boolean {
  return words.some(({ text }) => long.includes(text) || (/^-[A-Za-z]+$/u.test(text) && text.includes(short)));
}
