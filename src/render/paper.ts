/** The papers that a PDF is made for. */
export const papers = ['a4', 'letter'] as const;
export type Paper = (typeof papers)[number];

/** That of most of the world. */
export const defaultPaper: Paper = 'a4';

/**
 * The paper of a PDF that this program made, by the size that its pages say; of other bytes the default. Any page will
 * do, so that one altered byte does not make all the rest look different.
 */
export function paperOf(pdf: Uint8Array): Paper {
  return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).includes('/MediaBox [0 0 612 792]') ? 'letter' : 'a4';
}
