import { effectLabels } from './effects.js';
import { code, codeInTable, inlineText } from './markdown-escape.js';
import { innerOf, type Rich, type Span } from './rich.js';

/** A sentence in Markdown, outside of tables. */
export function markdownOf(rich: Rich): string {
  return rich.map((span, index) => spanText(span, code, index, rich.length)).join('');
}

/** The same in a cell of a table. */
export function markdownCell(rich: Rich): string {
  return rich.map((span, index) => spanText(span, codeInTable, index, rich.length)).join('');
}

function spanText(span: Span, inCode: (text: string) => string, index: number, count: number): string {
  if (typeof span === 'string') return inlineBetween(span, index > 0, index < count - 1);
  if ('code' in span) return inCode(span.code);
  if ('effect' in span) return effectLabels[span.effect];
  const inner = innerOf(span);
  const mark = 'strong' in span ? '**' : 'em' in span ? '*' : '';
  return `${mark}${inner.map((each, at) => spanText(each, inCode, at, inner.length)).join('')}${mark}`;
}

/** Blanks next to another span belong to the sentence and stay as they are; those at its ends would be dropped. */
function inlineBetween(text: string, isAfter: boolean, isBefore: boolean): string {
  const before = isAfter ? (/^ +/.exec(text)?.[0] ?? '') : '';
  const rest = text.slice(before.length);
  const after = isBefore ? (/ +$/.exec(rest)?.[0] ?? '') : '';
  return `${before}${inlineText(rest.slice(0, rest.length - after.length))}${after}`;
}
