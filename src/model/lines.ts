import { LineCounter } from 'yaml';

/**
 * The lines of a text, from its line feeds. What the YAML reader itself says of them is not used: it misses some
 * behind a line that it cannot read.
 */
export function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', feed + 1)) {
    lines.addNewLine(feed + 1);
  }
  return lines;
}
