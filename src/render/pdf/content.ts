/** A piece of a PDF, as pdfmake takes it. */
export type Content = string | readonly Content[] | { readonly [key: string]: unknown };

/** Colours that stay apart on paper without colour. */
export const colours = {
  ink: '#111111',
  soft: '#555555',
  rule: '#bbbbbb',
  band: '#f7e3e1',
  panel: '#f4f3ef',
  danger: '#a00000',
  reads: '#2c5276',
  creates: '#1f5a29',
  changes: '#7a4600',
  wipes: '#a00000',
} as const;

/** Width of the text on every paper, in points; on A4 the margins are 48 on each side. */
export const textWidth = 499.28;

/**
 * Whether the rows of a table stay whole. One that is longer than a page may not: pdfmake then leaves out what does not
 * fit. Where one row has to break, all of the table may.
 *
 * @param lengths how many characters there are in each cell.
 * @param most how many fill about half a page.
 */
export function keptWhole(lengths: readonly number[], most: number): { readonly dontBreakRows: boolean } {
  return { dontBreakRows: lengths.every((length) => length <= most) };
}

/** Pieces that stay on one page together: a heading with what it is the heading of. They must be short, as rows must. */
export function together(...stack: readonly Content[]): Content {
  return { unbreakable: true, stack };
}
