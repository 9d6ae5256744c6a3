import { chmodSync, mkdirSync, renameSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Bundle } from '../bundle/bundle.js';

/** A file that is complete on disk under a temporary name. */
interface Staged {
  readonly temporary: string;
  readonly final: string;
}

/** Where a bundle belongs below the folder for bundles. */
export function folderOf(out: string, { runbook }: Bundle): string {
  return join(out, runbook);
}

/** What is told of a bundle that was written; its texts are not kept. */
export interface WrittenBundle {
  readonly folder: string;
  readonly names: readonly string[];
  /** SHA-256 of the script. */
  readonly scriptDigest: string;
}

/**
 * Writes bundles: first each file under a temporary name beside its place, as soon as its bundle is made, then, when
 * all of them are there, all into place. Other files in the folders are left alone. One file is written after the
 * other, as threads take longer to start than the files take.
 *
 * @param isWanted asked when all are made; when they are not wanted after all, nothing is written.
 * @throws the error of the operating system; nothing is written then, unless a rename failed.
 */
export async function writeBundles(
  out: string,
  bundles: AsyncIterable<Bundle> | Iterable<Bundle>,
  isWanted: () => boolean,
): Promise<WrittenBundle[]> {
  const staged: Staged[] = [];
  let inPlace = 0;
  const folders: string[] = [];
  const written: WrittenBundle[] = [];
  try {
    for await (const bundle of bundles) {
      const folder = folderOf(out, bundle);
      stage(folder, bundle, staged, folders);
      written.push(describe(folder, bundle));
    }
    if (!isWanted()) {
      return [];
    }
    for (const { temporary, final } of staged) {
      renameSync(temporary, final);
      inPlace += 1;
    }
    return written;
  } finally {
    removeLeftovers(staged.slice(inPlace), folders);
  }
}

function describe(folder: string, { files }: Bundle): WrittenBundle {
  const scriptDigest = files.find(({ executable }) => executable)?.digest ?? '';
  return { folder, names: files.map(({ name }) => name), scriptDigest };
}

function stage(folder: string, { files }: Bundle, staged: Staged[], folders: string[]): void {
  makeFolder(folder, folders);
  for (const file of files) {
    const { name, executable } = file;
    const mode = executable ? 0o755 : 0o644;
    const temporary = join(folder, `.${name}.${process.pid}.new`);
    const final = join(folder, name);
    refuseDirectory(final);
    staged.push({ temporary, final });
    writeFileSync(temporary, 'bytes' in file ? file.bytes : file.text, { mode });
    chmodSync(temporary, mode); // whatever the umask made of it
  }
}

/** Like `mkdir -p`. That of Node.js never returns where the parent is a folder that refuses files, as in /proc. */
function makeFolder(folder: string, made: string[], isSecondTry = false): void {
  try {
    mkdirSync(folder);
    made.push(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && statSync(folder).isDirectory()) {
      return;
    }
    if (code !== 'ENOENT' || isSecondTry || dirname(folder) === folder) {
      throw error;
    }
    makeFolder(dirname(folder), made);
    makeFolder(folder, made, true);
  }
}

/** Temporary files that did not get into place, and folders that were made for them and are empty. */
function removeLeftovers(staged: readonly Staged[], folders: readonly string[]): void {
  for (const { temporary } of staged) {
    removeIfThere(temporary);
  }
  for (const folder of folders.toReversed()) {
    removeIfEmpty(folder); // one with a bundle in it stays
  }
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It was not written.
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or gone.
  }
}

/** A rename onto a folder fails, but only after others succeeded. */
function refuseDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw Object.assign(new Error(`${path} is a directory`), { code: 'EISDIR', path });
  }
}
