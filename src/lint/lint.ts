import { withoutDisabled } from './disable.js';
import type { Finding } from './finding.js';
import type { Rule } from './rule.js';
import { rules } from './rules.js';
import { scriptOf } from './script.js';
import type { SyntaxNode } from './syntax.js';

/** Everything that the rules find in a script, in the order of the text, without what its comments disable. */
export function lintTree(root: SyntaxNode, file: string): readonly Finding[] {
  const script = scriptOf(root);
  const found = rules.flatMap((rule) => rule.check(script).map((remark) => findingOf(rule, remark, file)));
  return [...withoutDisabled(root, found, file)].sort(byPlace);
}

function findingOf(rule: Rule, { at, message, remedy }: ReturnType<Rule['check']>[number], file: string): Finding {
  return { code: rule.code, file, line: at.line, column: at.column, message, remedy: remedy ?? rule.remedy };
}

function byPlace(left: Finding, right: Finding): number {
  return left.line - right.line || left.column - right.column || left.code.localeCompare(right.code);
}
