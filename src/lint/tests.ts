import type { Script } from './script.js';
import { contains, nodesOf, type SyntaxNode } from './syntax.js';
import { nameIn } from './words.js';

const testTypes = ['test_command', 'case_statement', 'compound_statement', 'expansion'];

/** The tests in a piece of the script. */
export function testsIn({ tests }: Script, node: SyntaxNode): readonly SyntaxNode[] {
  return tests.filter((test) => contains(node, test));
}

/** Whether a node decides by a value: a test, an arithmetic one, a case, or `${x:?}`. */
export function isTest({ type, text, children }: SyntaxNode): boolean {
  switch (type) {
    case 'compound_statement':
      return text.startsWith('((');
    case 'expansion':
      return children.some(({ field, text: operator }) => field === 'operator' && /^:?\?$/u.test(operator));
    default:
      return testTypes.includes(type);
  }
}

/** Whether a test is about a variable. */
export function isTestOf(node: SyntaxNode, name: string): boolean {
  const subject = node.type === 'case_statement' ? node.children.find(({ field }) => field === 'value') : node;
  if (subject === undefined) {
    return false;
  }
  return node.type === 'expansion' ? nameIn(node) === name : mentions(subject, name);
}

/** Whether a variable is named in a piece of the script; arithmetic names variables without a dollar sign. */
export function mentions(node: SyntaxNode, name: string): boolean {
  return nodesOf(node, 'variable_name').some(({ text }) => text === name);
}
