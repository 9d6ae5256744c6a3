import type { Problem } from '../model/problem.js';
import { code, inlineText } from './markdown-escape.js';

/** A warning as a reviewer needs it: where, what is wrong, what to do. */
export function warningLines({ path, expected, found, remedy, code: number }: Problem): string[] {
  const where = path === '' ? '' : `${code(path)}: `;
  return [`${where}expected ${inlineText(expected)}, found ${inlineText(found)}. ${inlineText(remedy)} (${number})`];
}
