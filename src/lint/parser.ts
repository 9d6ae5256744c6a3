import { Language, type Node, Parser } from 'web-tree-sitter';
import type { SyntaxNode } from './syntax.js';

/** The two WebAssembly modules that parsing needs, as bytes: whoever calls reads them from wherever they are. */
export interface ParserModules {
  /** web-tree-sitter.wasm, the parser. */
  readonly runtime: Uint8Array;
  /** tree-sitter-bash.wasm, the grammar. */
  readonly grammar: Uint8Array;
}

/** Text of a script to its syntax tree. */
export type Parse = (text: string) => SyntaxNode;

/** Makes the parser; the first call of a process loads the modules. */
export async function createParser({ runtime, grammar }: ParserModules): Promise<Parse> {
  await Parser.init({ wasmBinary: runtime });
  const parser = new Parser().setLanguage(await Language.load(grammar));
  return (text) => {
    const tree = parseOnce(parser, text);
    const repaired = separateDelimiters(tree, text);
    return repaired === text ? tree : parseOnce(parser, repaired);
  };
}

function parseOnce(parser: Parser, text: string): SyntaxNode {
  const tree = parser.parse(text);
  if (tree === null) {
    throw new Error('the parser gave no tree');
  }
  try {
    return copyOf(tree.rootNode, undefined, undefined, 0);
  } finally {
    tree.delete();
  }
}

/** What is below a node of this type is left out. */
export const tooDeep = 'TOO_DEEP';

/** Deeper than any script, and far from the end of the stack. */
const mostLevels = 1000;

function copyOf(node: Node, field: string | undefined, parent: SyntaxNode | undefined, level: number): SyntaxNode {
  const children: SyntaxNode[] = [];
  const copy: SyntaxNode = {
    type: level > mostLevels ? tooDeep : node.isMissing ? 'ERROR' : node.type,
    field,
    text: node.text,
    start: node.startIndex,
    end: node.endIndex,
    line: node.startPosition.row + 1,
    column: node.startPosition.column + 1,
    parent,
    children,
  };
  if (level > mostLevels) return copy;
  node.children.forEach((child, index) => {
    children.push(copyOf(child, node.fieldNameForChild(index) ?? undefined, copy, level + 1));
  });
  return copy;
}

/**
 * The grammar takes `EOF>` of `cat <<EOF> file` for the delimiter and finds no end. Bash ends the delimiter at the
 * operator, so a blank is put there; where one follows the operator it is taken away, and all places stay the same.
 */
function separateDelimiters(tree: SyntaxNode, text: string): string {
  const wrong = hereDocumentStarts(tree).find((node) => /^\w+[<>|&;]/u.test(node.text));
  if (wrong === undefined) {
    return text;
  }
  const at = wrong.start + (/^\w+/u.exec(wrong.text)?.[0].length ?? 0);
  const operator = /^[<>|&;]+/u.exec(text.slice(at))?.[0] ?? '';
  const rest = text.slice(at + operator.length);
  return `${text.slice(0, at)} ${operator}${rest.startsWith(' ') ? rest.slice(1) : rest}`;
}

function hereDocumentStarts(node: SyntaxNode): SyntaxNode[] {
  return node.type === 'heredoc_start' ? [node] : node.children.flatMap(hereDocumentStarts);
}
