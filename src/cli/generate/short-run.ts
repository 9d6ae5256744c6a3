import type { DocumentName } from '../../bundle/documents.js';
import type { Io } from '../io.js';

/** So many bundles are made before V8 has done optimizing what makes them. */
const few = 10;

/**
 * Tells the process when it makes a few bundles with review.html only, once all that makes these is loaded. A PDF takes
 * so long that optimizing pays.
 *
 * @param documents of each bundle.
 */
export async function expectShortRun(io: Io, documents: readonly (readonly DocumentName[])[]): Promise<void> {
  const all = documents.flat();
  if (documents.length > few || !all.includes('review.html') || all.includes('review.pdf')) return;
  await import('../../render/html/review-html.js');
  await io.optimizeNoMore();
}
