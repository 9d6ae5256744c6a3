import type { Finding } from './finding.js';
import { rules } from './rules.js';
import { nodesOf, type SyntaxNode } from './syntax.js';

/** Code of what is wrong with a disabling comment itself; it cannot be disabled. */
export const disableCode = 'NRL100';

/** A comment `# ncn-lint disable=NRL103,NRL104 reason`. */
interface Disable {
  readonly comment: SyntaxNode;
  readonly codes: readonly string[];
  readonly reason: string;
  /** The lines that it is for, both included. */
  readonly from: number;
  readonly to: number;
}

/** Takes away what comments disable, and adds what is wrong with those comments. */
export function withoutDisabled(root: SyntaxNode, findings: readonly Finding[], file: string): readonly Finding[] {
  const disables = nodesOf(root, 'comment').flatMap(disableOf);
  const good = disables.filter(({ reason }) => reason !== '');
  const hides = ({ from, to, codes }: Disable, { line, code }: Finding): boolean =>
    line >= from && line <= to && codes.includes(code);
  const kept = findings.filter((finding) => !good.some((disable) => hides(disable, finding)));
  const wrong = disables.flatMap((disable) => {
    const idle = disable.codes.filter((code) => !findings.some((each) => each.code === code && hides(disable, each)));
    return complaints(disable, idle, file);
  });
  return [...kept, ...wrong];
}

function disableOf(comment: SyntaxNode): Disable[] {
  const [, list = '', reason = ''] = /^#\s*ncn-lint\s+disable=(\S*)\s*(.*)$/u.exec(comment.text) ?? [];
  if (list === '') {
    return [];
  }
  const siblings = comment.parent?.children ?? [];
  const next = siblings.find(({ start, type }) => start > comment.start && type !== 'comment' && /\S/u.test(type));
  const sharesLine = isBehindCode(comment);
  const [from, to] = sharesLine
    ? [comment.line, comment.line]
    : [next?.line ?? comment.line, next === undefined ? comment.line : lastLineOf(next)];
  return [{ comment, codes: list.split(','), reason: reason.trim(), from, to }];
}

function isBehindCode({ parent, line, start }: SyntaxNode): boolean {
  return (
    parent?.children.some((other) => other.start < start && lastLineOf(other) === line && other.text.trim() !== '') ??
    false
  );
}

function lastLineOf({ line, text }: SyntaxNode): number {
  return line + text.trimEnd().split('\n').length - 1;
}

function complaints({ comment, codes, reason }: Disable, idle: readonly string[], file: string): Finding[] {
  const unknown = codes.filter((code) => !rules.some((rule) => rule.code === code));
  const at = { code: disableCode, file, line: comment.line, column: comment.column };
  const unused = idle.filter((code) => !unknown.includes(code));
  return [
    ...unknown.map((code) => ({ ...at, message: `'${code}' is no rule`, remedy: 'Name one of the rules.' })),
    ...(reason === ''
      ? [
          {
            ...at,
            message: 'the comment gives no reason, so it disables nothing',
            remedy: 'Write the reason behind the code.',
          },
        ]
      : unused.map((code) => ({ ...at, message: `${code} finds nothing here`, remedy: 'Remove the comment.' }))),
  ];
}
