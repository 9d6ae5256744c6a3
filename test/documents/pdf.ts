import { execFileSync } from 'node:child_process';

/** The text of each page, as poppler reads it. */
export function pagesOf(file: string): string[] {
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 50_000_000 });
  return text.split('\f').filter((page) => page.trim() !== '');
}

/** A word and where it is on its page, in points from the upper left corner. */
export interface PlacedWord {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly page: { readonly number: number; readonly height: number };
}

/** All words of a PDF in the order in which they are drawn, those outside of the pages, too. */
export function wordsOf(file: string): PlacedWord[] {
  const list = execFileSync('pdftotext', ['-bbox', '-nopgbrk', file, '-'], {
    encoding: 'utf8',
    maxBuffer: 200_000_000,
  });
  return list
    .split('<page ')
    .slice(1)
    .flatMap((page, index) => {
      const height = Number(/ height="([\d.]+)"/.exec(page)?.[1]);
      return [...page.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g)].map(
        ([, left, top, right, bottom, text = '']) => ({
          text: unescaped(text),
          left: Number(left),
          right: Number(right),
          top: Number(top),
          bottom: Number(bottom),
          page: { number: index + 1, height },
        }),
      );
    });
}

function unescaped(text: string): string {
  return text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '&',
  );
}
