import type { ScriptLine } from '../script-steps.js';
import { tokensOf } from './highlight-bash.js';
import { escapeHtml, Html } from './html.js';

/** Classes of the style sheet, short because there are thousands of them. */
const classes = {
  comment: 'c',
  string: 's',
  variable: 'v',
  keyword: 'k',
  function: 'f',
  query: 'q',
  change: 'x',
} as const;

/**
 * The lines of a script, each an element of its own with its number as anchor. Numbers are drawn by the style sheet, so
 * that they are not copied with the text.
 */
export function listingHtml(script: string, altering: ReadonlySet<number>): Html {
  const lines = colouredLines(script.replace(/\n$/, ''));
  return new Html(
    lines
      .map(
        (line, index) => `<span class="${altering.has(index + 1) ? 'l a' : 'l'}" id="L${index + 1}">${line}\n</span>`,
      )
      .join(''),
  );
}

/** Some lines of it, without the indentation they share; their numbers lead to the listing. */
export function excerptHtml(lines: readonly ScriptLine[], alters: boolean): Html {
  const indentation = Math.min(...lines.map(({ text }) => text.search(/\S|$/)));
  const coloured = colouredLines(lines.map(({ text }) => text.slice(indentation)).join('\n'));
  const rows = lines.map(
    ({ number }, index) =>
      `<span class="${alters ? 'r a' : 'r'}"><a href="#L${number}">${number}</a>${coloured[index] ?? ''}\n</span>`,
  );
  return new Html(rows.join(''));
}

function colouredLines(script: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { kind, text } of tokensOf(script)) {
    const [first = '', ...rest] = text.split('\n');
    line += piece(kind === 'plain' ? undefined : classes[kind], first);
    for (const part of rest) {
      lines.push(line);
      line = piece(kind === 'plain' ? undefined : classes[kind], part);
    }
  }
  return [...lines, line];
}

function piece(name: string | undefined, text: string): string {
  if (text === '') return '';
  const escaped = escapeHtml(text);
  return name === undefined ? escaped : `<i class="${name}">${escaped}</i>`;
}
