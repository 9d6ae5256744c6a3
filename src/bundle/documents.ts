import type { Fonts } from '../render/fonts.js';
import type { Paper } from '../render/paper.js';
import type { RenderInput } from '../render/renderers.js';

/** Documents that a bundle need not have, in the order in which it lists them. */
export const documentNames = ['review.html', 'review.pdf'] as const;
export type DocumentName = (typeof documentNames)[number];

/** What a PDF is made with. */
export interface PdfMaterial {
  /** Asked for only when one is made. */
  readonly fonts: () => Promise<Fonts>;
  readonly paper: Paper;
}

/**
 * Renders one of them. What makes it is loaded only now: a bundle without it should not wait for that.
 *
 * @throws TemplateError, and whatever `fonts` throws
 */
export async function renderDocument(
  name: DocumentName,
  input: RenderInput,
  { fonts, paper }: PdfMaterial,
): Promise<string | Uint8Array> {
  if (name === 'review.html') return (await import('../render/html/review-html.js')).renderReviewHtml(input);
  const read = await fonts(); // first, as it tells whether a PDF can be made at all
  const { renderReviewPdf } = await import('../render/pdf/review-pdf.js');
  return await renderReviewPdf(input, read, paper);
}
