import type { ScriptLine } from '../script-steps.js';
import { colouredLines } from './coloured-lines.js';
import { colouredRuntime } from './coloured-runtime.js';
import { Html } from './html.js';

/**
 * The lines of a script, each an element of its own with its number as anchor. Numbers are drawn by the style sheet, so
 * that they are not copied with the text.
 */
export function listingHtml(script: string, altering: ReadonlySet<number>): Html {
  const text = script.replace(/\n$/, '');
  const runtime = text.search(/^# == Runtime =/m); // at the start of a line, as a line of the header speaks of it, too
  const lines =
    runtime < 0
      ? colouredLines(text)
      : [...colouredLines(text.slice(0, runtime - 1)), ...colouredRuntime(text.slice(runtime))];
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
