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
