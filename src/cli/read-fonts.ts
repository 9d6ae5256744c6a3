import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { problem } from '../model/problem-codes.js';
import type { Fonts } from '../render/fonts.js';
import { TemplateError } from '../render/template.js';
import { programLocation } from './program-location.js';

/**
 * The fonts of the PDF, from the package beside the program; asked for before what makes the PDF is loaded.
 *
 * @throws TemplateError when the packages for the PDF are not there: the single file was carried without them.
 */
export async function loadFonts(): Promise<Fonts> {
  const { resolve } = createRequire(programLocation);
  requirePackages(resolve);
  const read = (name: string) => readFile(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  return {
    normal: await read('DejaVuSansCondensed'),
    bold: await read('DejaVuSansCondensed-Bold'),
    italics: await read('DejaVuSansCondensed-Oblique'),
    mono: await read('DejaVuSansMono'),
    monoBold: await read('DejaVuSansMono-Bold'),
  };
}

function requirePackages(resolve: NodeJS.RequireResolve): void {
  try {
    resolve('pdfmake');
    resolve('dejavu-fonts-ttf/package.json');
  } catch {
    const place = { file: 'review.pdf', line: 1, column: 1 };
    throw new TemplateError([
      problem('pdfUnavailable', place, {
        path: '',
        expected: 'the packages pdfmake and dejavu-fonts-ttf beside the program',
        found: 'none',
        remedy:
          'Install the package ncn-runbook for PDF: its single file alone makes everything else. Without --pdf, no review.pdf may be in the folder.',
      }),
    ]);
  }
}
