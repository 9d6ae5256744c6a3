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
    const name = kind === 'plain' ? undefined : classes[kind];
    const parts = text.includes('\n') ? text.split('\n') : [text];
    parts.forEach((part, index) => {
      if (index > 0) {
        lines.push(line);
        line = '';
      }
      line += piece(name, part);
    });
  }
  return [...lines, line];
}

function piece(name: string | undefined, text: string): string {
  if (text === '') return '';
  const escaped = escapeHtml(text);
  return name === undefined ? escaped : `<i class="${name}">${escaped}</i>`;
}
