import { quote } from 'shell-quote';
import type { Literal } from '../model/value.js';

/** Thrown for a text that no quoting can carry through bash unchanged. */
export class UnquotableError extends Error {
  constructor(text: string, why: string) {
    super(`${JSON.stringify(text)} cannot be quoted for bash: ${why}`);
    this.name = 'UnquotableError';
  }
}

const plainWord = /^[A-Za-z0-9_./:@%+,-]+$/;

/**
 * One bash word that expands to exactly this text. The only way in which a value gets into a script.
 *
 * @throws UnquotableError for NUL, for other control characters, which would hide from a reviewer what the
 *   script does, and for lone surrogates, which have no UTF-8.
 */
export function quoteWord(text: string): string {
  if (text.includes('\0')) throw new UnquotableError(text, 'it holds NUL');
  if (/[\u0001-\u001f\u007f-\u009f\u2028\u2029]/.test(text))
    throw new UnquotableError(text, 'it holds control characters');
  if (/\p{Surrogate}/u.test(text)) throw new UnquotableError(text, 'it holds a lone surrogate');
  if (text === '') return "''";
  if (plainWord.test(text)) return text;
  return text.includes("'") ? quote([text]) : `'${text}'`;
}

/** The right-hand side of an assignment: a word, or an array of words. */
export function quoteLiteral(literal: Literal): string {
  return typeof literal === 'string' ? quoteWord(literal) : `(${literal.map(quoteWord).join(' ')})`;
}
