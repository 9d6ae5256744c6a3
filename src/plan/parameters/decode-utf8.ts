import type { Outcome } from '../../model/problem.js';
import { problem } from '../../model/problem-codes.js';

/** Bytes as text; a byte order mark stays, so that it can be reported. */
export function decodeUtf8(bytes: Uint8Array, file: string): Outcome<string> {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), warnings: [] };
  } catch {
    const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const lines = lenient.slice(0, Math.max(lenient.indexOf('\ufffd'), 0)).split('\n');
    const place = { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
    const text = {
      path: '',
      expected: 'a text file in UTF-8',
      found: 'bytes that are no UTF-8',
      remedy: 'Save the file as UTF-8.',
    };
    return { ok: false, problems: [problem('notUtf8', place, text)] };
  }
}
