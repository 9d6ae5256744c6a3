import { execFileSync } from 'node:child_process';

/** The text of each page, as poppler reads it. */
export function pagesOf(file: string): string[] {
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 50_000_000 });
  return text.split('\f').filter((page) => page.trim() !== '');
}
