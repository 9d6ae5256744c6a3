import { tokensOf } from './highlight-bash.js';
import { escapeHtml } from './html.js';

/** Classes of the style sheet, short because there are thousands of them. */
const classes = {
  comment: 'c',
  string: 's',
  variable: 'v',
  keyword: 'k',
  function: 'f',
  query: 'q',
  change: 'x',
} as const;

/** The lines of a piece of bash as markup, coloured by what stands in them. */
export function colouredLines(script: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { kind, text } of tokensOf(script)) {
    const [first = '', ...rest] = text.split('\n');
    line += piece(kind === 'plain' ? undefined : classes[kind], first);
    for (const part of rest) {
      lines.push(line);
      line = piece(kind === 'plain' ? undefined : classes[kind], part);
    }
  }
  return [...lines, line];
}

function piece(name: string | undefined, text: string): string {
  if (text === '') return '';
  const escaped = escapeHtml(text);
  return name === undefined ? escaped : `<i class="${name}">${escaped}</i>`;
}
