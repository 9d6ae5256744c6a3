import { Gunzip } from 'fflate';
import { extract, type Header } from 'tar-stream';
import type { Problem } from '../model/problem.js';
import type { ProblemName } from '../model/problem-codes.js';
import { visible } from '../model/visible.js';
import { collected, joined } from './archive.js';
import { type FoundBundle, findingIn, mostBytes, mostFiles } from './found-bundle.js';
import { type RawFile, rawFile } from './raw-file.js';

/** Tells whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Reads an archive in memory, whatever its bytes are. Links, devices, folders, names that lead elsewhere, names that
 * are there twice, and anything that is too large are problems, and nothing of theirs is taken.
 */
export async function readArchive(path: string, bytes: Uint8Array): Promise<FoundBundle> {
  const reading = new Reading(path);
  const tar = reading.unzipped(bytes);
  if (tar !== undefined) await reading.entries(tar);
  return { path, archive: bytes, files: reading.files, problems: reading.problems };
}

/** Bytes that are unzipped at once; each may become a thousand. */
const chunkBytes = 16 * 1024;

/** Names that every file system can hold, and that lead nowhere. */
const entryName = /^([a-z0-9][A-Za-z0-9._-]*)\/([A-Za-z0-9][A-Za-z0-9._-]*)$/;

class Reading {
  readonly files: RawFile[] = [];
  readonly problems: Problem[] = [];
  private readonly path: string;
  private folder: string | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** The tar in a .gz, unless it is damaged or becomes too large. */
  unzipped(bytes: Uint8Array): Uint8Array | undefined {
    const chunks: Uint8Array[] = [];
    let size = bytes.length > mostBytes ? bytes.length : 0;
    const gunzip = new Gunzip((chunk) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
    });
    try {
      for (let at = 0; at < bytes.length && size <= mostBytes; at += chunkBytes) {
        gunzip.push(bytes.subarray(at, at + chunkBytes), at + chunkBytes >= bytes.length);
      }
    } catch (error) {
      this.damaged(error);
      return undefined;
    }
    if (size <= mostBytes) return joined(chunks);
    this.tooLarge(`more than ${mostBytes} bytes`);
    return undefined;
  }

  async entries(tar: Uint8Array): Promise<void> {
    const entries = extract();
    entries.on('error', () => undefined); // it reaches the loop, too
    entries.end(tar);
    try {
      let count = 0;
      for await (const entry of entries) {
        count += 1;
        if (count > mostFiles) return this.tooLarge(`more than ${mostFiles} files`);
        this.entry(entry.header, await collected(entry));
      }
      if (count === 0) this.damaged(new Error('no file in it'));
    } catch (error) {
      this.damaged(error);
    }
  }

  private entry({ name, type, mode }: Header, bytes: Uint8Array): void {
    const [, folder = '', file = ''] = entryName.exec(name) ?? [];
    const trouble = this.troubleWith(type, folder, file);
    if (trouble === undefined) {
      this.folder = folder;
      this.files.push(rawFile(file, bytes, (mode & 0o111) !== 0));
    } else this.refused(name, trouble);
  }

  private troubleWith(type: string, folder: string, file: string): string | undefined {
    if (type !== 'file') return `no plain file, but of type ${type}`;
    if (file === '' || folder !== (this.folder ?? folder)) return 'a file elsewhere';
    return this.files.some(({ name }) => name === file) ? 'the same name once more' : undefined;
  }

  private refused(name: string, found: string): void {
    const remedy = 'Do not unpack this archive; ask for another one.';
    const expected = 'nothing but plain files in one folder, each once';
    this.report('archiveEntry', expected, `${found}: ${visible(name)}`, remedy);
  }

  private damaged(error: unknown): void {
    const found = error instanceof Error ? visible(error.message) : 'something else';
    this.report('archiveDamaged', 'a whole .tar.gz', found, 'Copy the archive again, or ask for another one.');
  }

  private tooLarge(found: string): void {
    const remedy = 'Do not unpack this archive; ask for another one.';
    this.report('archiveTooLarge', 'an archive of a bundle', found, remedy);
  }

  private report(name: ProblemName, expected: string, found: string, remedy: string): void {
    this.problems.push(findingIn({ path: this.path }, '', name, { expected, found, remedy }));
  }
}
