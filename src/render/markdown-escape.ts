/**
 * Text in Markdown. Whatever a text holds, a reader of the rendered document sees exactly that text: no markup,
 * link, image or HTML comes out of it. Held to CommonMark with the tables and automatic links of GitHub.
 */

/** A text in a paragraph, heading, list item or table cell, all of it on one line. */
export function inlineText(text: string): string {
  return edges(
    oneLine(text)
      .replace(/[\\`*_[\]<>&|~$@#]/g, '\\$&')
      .replace(/(?<!\d):(?=\S)|:(?=[^\s\d])/g, '\\:') // not in a time
      .replace(/(?<=\bwww)\./gi, '\\.')
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2'),
  );
}

/** A text in a code span, outside of tables. */
export function code(text: string): string {
  const inner = oneLine(text);
  if (inner.trim() === '') return inlineText(inner);
  const fence = '`'.repeat(longestRun(inner) + 1);
  const pad = /^`|`$|^ .* $/.test(inner) ? ' ' : '';
  return `${fence}${pad}${inner}${pad}${fence}`;
}

/**
 * A text in a code span in a table cell, where `|` is written `\|`. Renderers disagree about `\|` itself, and trim
 * cells before they look for spans, so such a text is set as plain text.
 */
export function codeInTable(text: string): string {
  if (text.includes('\\|') || text !== text.trim()) return inlineText(text);
  return code(text).replaceAll('|', '\\|');
}

/** A sentence of a definition, in which a pair of backticks marks code. */
export function prose(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return inlineText(text);
  return parts.map((part, index) => (index % 2 === 1 ? codeAnywhere(part) : proseBetween(part))).join('');
}

/** Lines as a code block, with a fence that nothing in them can end. */
export function codeBlock(language: string, lines: readonly string[]): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

/** Inside a table and outside of it, a `|` in a code span is written differently. */
function codeAnywhere(part: string): string {
  return part.includes('|') ? inlineText(part) : code(part);
}

/** Blanks at the edges of a part belong to the sentence and must stay as they are. */
function proseBetween(part: string): string {
  const [before = '', after = ''] = [/^ */.exec(part)?.[0], part.trim() === '' ? '' : / *$/.exec(part)?.[0]];
  return `${before}${inlineText(part.trim())}${after}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Markdown drops blanks at the edges; as character references they stay. */
function edges(text: string): string {
  return text.replace(/^\s+|\s+$/g, (blanks) => [...blanks].map((blank) => `&#${blank.codePointAt(0)};`).join(''));
}

function oneLine(text: string): string {
  if (/[\0\r\n]/.test(text)) throw new Error(`not a text on one line: ${JSON.stringify(text)}`);
  return text;
}
