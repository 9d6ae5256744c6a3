import type { Command } from './command.js';
import type { SyntaxNode } from './syntax.js';
import { nameIn } from './words.js';

/** One place where a variable gets a value. */
export interface Assignment {
  readonly name: string;
  readonly node: SyntaxNode;
  /** What is assigned; undefined where it comes from elsewhere, as with `read`. */
  readonly value: SyntaxNode | undefined;
  /** The word in front of it: `local`, `export`, ... */
  readonly declaration: string | undefined;
}

/** Every assignment of a script. Those for one command alone (`A=1 command`) are none. */
export function assignmentsIn(nodes: readonly SyntaxNode[], commands: readonly Command[]): readonly Assignment[] {
  const written = nodes.filter(({ type, parent }) => type === 'variable_assignment' && parent?.type !== 'command');
  return [...written.flatMap(fromNode), ...nodes.flatMap(fromLoop), ...commands.flatMap(fromCommand)].sort(
    (left, right) => left.node.start - right.node.start,
  );
}

function fromNode(node: SyntaxNode): Assignment[] {
  const name = nameIn(node);
  const value = node.children.find(({ field }) => field === 'value');
  const { parent } = node;
  const declaration = parent?.type === 'declaration_command' ? parent.children[0]?.text : undefined;
  return name === undefined ? [] : [{ name, node, value, declaration }];
}

function fromLoop(node: SyntaxNode): Assignment[] {
  const name = node.type === 'for_statement' ? nameIn(node) : undefined;
  const variable = node.children.find(({ field }) => field === 'variable');
  return name === undefined || variable === undefined
    ? []
    : [{ name, node: variable, value: undefined, declaration: undefined }];
}

function fromCommand({ node, words: [first, ...rest] }: Command): Assignment[] {
  if (!['read', 'mapfile', 'readarray'].includes(first?.text ?? '')) {
    return [];
  }
  const names = rest.filter(({ text }) => /^[A-Za-z_]\w*$/u.test(text));
  return names.map(({ text: name }) => ({ name, node, value: undefined, declaration: undefined }));
}
