import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentName, documentNames } from '../../bundle/documents.js';
import type { Parameters } from '../../model/parameters.js';
import { defaultPaper, type Paper, paperOf } from '../../render/paper.js';
import type { GenerateOptions } from './options.js';

/** Those asked for, and those that are in the folder: a document must never stand beside another script than its own. */
export function documentsFor({ runbook }: Parameters, { out, html, pdf }: GenerateOptions): DocumentName[] {
  const asked = { 'review.html': html, 'review.pdf': pdf === true };
  return documentNames.filter((name) => asked[name] || existsSync(join(out, runbook, name)));
}

/** The paper asked for, or that of the PDF in the folder, so that one made anew is like the one before. */
export function paperFor({ runbook }: Parameters, { out, paper }: GenerateOptions): Paper {
  if (paper !== undefined) return paper;
  try {
    return paperOf(readFileSync(join(out, runbook, 'review.pdf')));
  } catch {
    return defaultPaper; // there is none, or nothing that can be read
  }
}
