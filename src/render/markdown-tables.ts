/** A Markdown table of cells that are escaped already, as lines; without rows, a sentence in its place. */
export function tableLines(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
): readonly string[] {
  if (rows.length === 0) return [none];
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
