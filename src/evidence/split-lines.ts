import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** One line as it stands in the file. */
export interface RawLine {
  /** Without its line feed; bytes that are no UTF-8 show as U+FFFD. */
  readonly text: string;
  /** SHA-256 of its bytes with a line feed, which a line torn at the end of the file does not have. */
  readonly digest: string;
}

const lineFeed = 10;

/** The lines of a file. Digests are those of the bytes: a tear may go through the middle of a character. */
export function splitLines(bytes: Uint8Array): RawLine[] {
  const lines: RawLine[] = [];
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(lineFeed, from);
    const to = at < 0 ? bytes.length : at;
    lines.push(rawLine(bytes.subarray(from, to).filter((byte) => byte !== 0))); // bash reads no NUL
    from = to + 1;
  }
  return lines;
}

function rawLine(bytes: Uint8Array): RawLine {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { text, digest: bytesToHex(sha256(withLineFeed(bytes))) };
}

function withLineFeed(bytes: Uint8Array): Uint8Array {
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  line[bytes.length] = lineFeed;
  return line;
}
