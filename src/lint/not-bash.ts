import { tooDeep } from './parser.js';
import { nodesOf, type SyntaxNode } from './syntax.js';

/** Why a text is not taken for bash, and where. */
export interface NotBash {
  readonly line: number;
  readonly column: number;
  readonly found: string;
}

/** Part of a text that may be beyond the grammar: it does not know all that bash takes. */
const mostBroken = 0.2;

/**
 * What speaks against a text being a bash script; undefined when nothing does. The grammar is lenient and not
 * complete: a few places that it does not understand are passed over, a text that is mostly such is refused.
 */
export function notBash(file: string, text: string, root: SyntaxNode): NotBash | undefined {
  const [extension] = /\.(?:ya?ml|json|md|html?|py|js|ts|toml|txt)$/iu.exec(file) ?? [];
  if (extension !== undefined) {
    return { line: 1, column: 1, found: `a file named ${extension}` };
  }
  const [, interpreter = ''] = /^#!\s*\S*\/(?:env\s+(?:-S\s+)?)?(\S+)/u.exec(text) ?? [];
  const shell = interpreter.split('/').at(-1) ?? '';
  if (shell !== '' && !/^(?:ba|da|k|mk|a|z)?sh\d*$|^bats$/u.test(shell)) {
    return { line: 1, column: 1, found: `a script for ${shell}` };
  }
  const [deep] = nodesOf(root, tooDeep);
  if (deep !== undefined) {
    return { line: deep.line, column: deep.column, found: 'commands nested deeper than in any script' };
  }
  const broken = nodesOf(root, 'ERROR');
  const length = broken.reduce((sum, { start, end }) => sum + end - start, 0);
  const [first] = broken;
  return first === undefined || (root.type !== 'ERROR' && length < mostBroken * text.length)
    ? undefined
    : { line: first.line, column: first.column, found: 'what does not parse' };
}

/**
 * The first place that the grammar does not understand: nothing there was looked at, and whoever asks must know. Behind
 * `for`, it takes a here-string for a file with `<<` before it that it does not understand: there, nothing is missed.
 */
export function passedOver(root: SyntaxNode): SyntaxNode | undefined {
  return nodesOf(root, 'ERROR').find(({ text }) => text !== '<<');
}
