import type { Io } from '../io.js';

/** So many bundles are made before V8 has done optimizing what makes them. */
const few = 10;

/** Tells the process when it makes a few bundles with review.html only, once all that makes these is loaded. */
export async function expectShortRun({ optimizeNoMore }: Io, bundles: number): Promise<void> {
  if (bundles > few) return;
  await import('../../render/html/review-html.js');
  await optimizeNoMore();
}
