import type { ScriptLine } from '../script-steps.js';
import { Html } from './html.js';

/** The lines of a finished script as markup, from `colouredScript`: line 1 is the first. */
export type ColouredLines = readonly string[];

/**
 * The lines of a script, each an element of its own with its number as anchor. Numbers are drawn by the style sheet, so
 * that they are not copied with the text.
 */
export function listingHtml(lines: ColouredLines, altering: ReadonlySet<number>): Html {
  return new Html(
    lines
      .map(
        (line, index) => `<span class="${altering.has(index + 1) ? 'l a' : 'l'}" id="L${index + 1}">${line}\n</span>`,
      )
      .join(''),
  );
}

/** Some lines of it, without the indentation they share; their numbers lead to the listing. */
export function excerptHtml(lines: readonly ScriptLine[], alters: boolean, coloured: ColouredLines): Html {
  const indentation = Math.min(...lines.map(({ text }) => text.search(/\S|$/)));
  const rows = lines.map(
    ({ number }) =>
      `<span class="${alters ? 'r a' : 'r'}"><a href="#L${number}">${number}</a>${outdented(coloured[number - 1] ?? '', indentation)}\n</span>`,
  );
  return new Html(rows.join(''));
}

/** Markup without so many blanks at its start, be they coloured or not. */
function outdented(line: string, indentation: number): string {
  const begin = line.startsWith(' ') ? 0 : line.indexOf('>') + 1;
  return line.slice(0, begin) + line.slice(begin + indentation);
}
