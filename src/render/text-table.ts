/** A cell; each of its lines stands below the one before. */
export type Cell = string | readonly string[];

/** Rows with columns as wide as their widest cell, two blanks apart; the first row is the heading. */
export function textTable(rows: readonly (readonly Cell[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, ...linesOf(cell).map(widthOf));
    }
  }
  return rows.flatMap((row) => rowLines(row, widths));
}

function rowLines(row: readonly Cell[], widths: readonly number[]): string[] {
  const height = Math.max(1, ...row.map((cell) => linesOf(cell).length));
  return Array.from({ length: height }, (_, line) =>
    row
      .map((cell, column) => padded(linesOf(cell)[line] ?? '', widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Breaks a text between words into lines of at most that many characters, where words allow it. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function linesOf(cell: Cell): readonly string[] {
  return typeof cell === 'string' ? [cell] : cell;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

function widthOf(text: string): number {
  return [...text].length;
}
