/** One node of the syntax tree of a script, as plain data: rules need no parser. */
export interface SyntaxNode {
  /** Type in the grammar, such as `command` or `pipeline`; for a token its text. */
  readonly type: string;
  /** What the node is to its parent, such as `condition`; undefined for most. */
  readonly field: string | undefined;
  readonly text: string;
  /** Offset of the first character in the script. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
  /** One-based. */
  readonly line: number;
  /** One-based, in UTF-16 units as editors count. */
  readonly column: number;
  readonly parent: SyntaxNode | undefined;
  readonly children: readonly SyntaxNode[];
}

/** The node and all below it, in the order of the text. */
export function descendants(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (each: SyntaxNode): void => {
    found.push(each);
    each.children.forEach(visit);
  };
  visit(node);
  return found;
}

/** All nodes of some types at or below a node. */
export function nodesOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode[] {
  return descendants(node).filter(({ type }) => types.includes(type));
}

/** The nodes around a node, the nearest first. */
export function ancestors(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let { parent } = node; parent !== undefined; parent = parent.parent) {
    found.push(parent);
  }
  return found;
}

/** The nearest node around a node that is of one of these types. */
export function enclosing(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  let { parent } = node;
  while (parent !== undefined && !types.includes(parent.type)) {
    parent = parent.parent;
  }
  return parent;
}

/** Whether one node lies in another, or is it. */
export function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
