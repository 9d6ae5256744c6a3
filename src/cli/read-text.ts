import { closeSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Outcome } from '../model/problem.js';
import { decodeUtf8 } from '../plan/parameters/decode-utf8.js';
import { fileProblem } from './file-problem.js';
import type { Io } from './io.js';

/** More than any file that the program reads; what comes after is left unread, and the file refused as too large. */
const mostBytes = 4 * 1024 * 1024;

/** The text of a file, or of stdin for `-`. */
export async function readText(io: Io, file: string): Promise<Outcome<string>> {
  try {
    return decodeUtf8(file === '-' ? await readAll(io.stdin) : readFile(file), file);
  } catch (error) {
    return { ok: false, problems: [fileProblem(file, 'a file that can be read', error)] };
  }
}

/** Without streams, which take longer to load than a file takes to read. */
function readFile(file: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  const descriptor = openSync(file, 'r');
  try {
    for (let size = 0, read = -1; size <= mostBytes && read !== 0; size += read) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      read = readSync(descriptor, chunk);
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return Buffer.concat(chunks);
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > mostBytes) {
      break;
    }
  }
  return Buffer.concat(chunks);
}
