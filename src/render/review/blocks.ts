import type { Rich } from '../rich.js';
import type { Block, Column } from './document.js';

/** A paragraph; its line breaks are those of the source code. */
export function text(sentence: Rich): Block {
  return { kind: 'text', text: sentence };
}

/** A column of texts. */
export function column(title: string, width: number): Column {
  return { title, width };
}
