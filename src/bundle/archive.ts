import { gzipSync } from 'fflate';
import { pack } from 'tar-stream';
import type { RawFile } from './raw-file.js';

/** One moment for all files of all archives. Not the beginning of the epoch, about which GNU tar warns. */
const moment = new Date('1980-01-01T00:00:00Z');

/**
 * The files as a .tar.gz that unpacks into one folder. The same files give the same bytes, in whatever order, place
 * and time zone.
 *
 * @param folder one path component.
 */
export async function archiveOf(folder: string, files: readonly RawFile[]): Promise<Uint8Array> {
  const sorted = [...files].sort((left, right) => (left.name < right.name ? -1 : 1));
  const tar = pack();
  for (const { name, bytes, executable } of sorted) {
    const mode = executable ? 0o755 : 0o644;
    const header = { name: `${folder}/${name}`, mode, mtime: moment, uid: 0, gid: 0 };
    tar.entry(header, bytes);
  }
  tar.finalize();
  return gzipSync(await collected(tar), { level: 9, mtime: 0 });
}

/** Name of the archive: that of the runbook, and the first twelve digits of the SHA-256 of its script. */
export function archiveName(runbook: string, scriptDigest: string): string {
  return `${runbook}-${scriptDigest.slice(0, 12)}.tar.gz`;
}

/** The chunks of a stream of bytes as one. */
export async function collected(stream: AsyncIterable<unknown>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return joined(chunks);
}

/** Chunks as one. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
