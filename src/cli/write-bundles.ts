import { chmod, mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
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

/**
 * Writes bundles: first each file under a temporary name beside its place, then, when all of them are there, all
 * into place. Other files in the folders are left alone.
 *
 * @throws the error of the operating system; nothing is written then, unless a rename failed.
 */
export async function writeBundles(out: string, bundles: readonly Bundle[]): Promise<void> {
  const staged: Staged[] = [];
  const folders: string[] = [];
  try {
    for (const bundle of bundles) {
      await stage(folderOf(out, bundle), bundle, staged, folders);
    }
    for (const { temporary, final } of staged) {
      await rename(temporary, final);
    }
  } finally {
    await removeLeftovers(staged, folders);
  }
}

async function stage(folder: string, { files }: Bundle, staged: Staged[], folders: string[]): Promise<void> {
  await makeFolder(folder, folders);
  for (const { name, text, executable } of files) {
    const mode = executable ? 0o755 : 0o644;
    const temporary = join(folder, `.${name}.${process.pid}.new`);
    const final = join(folder, name);
    await refuseDirectory(final);
    staged.push({ temporary, final });
    await writeFile(temporary, text, { mode });
    await chmod(temporary, mode); // whatever the umask made of it
  }
}

/** Like `mkdir -p`. That of Node.js never returns where the parent is a folder that refuses files, as in /proc. */
async function makeFolder(folder: string, made: string[], isSecondTry = false): Promise<void> {
  try {
    await mkdir(folder);
    made.push(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) {
      return;
    }
    if (code !== 'ENOENT' || isSecondTry || dirname(folder) === folder) {
      throw error;
    }
    await makeFolder(dirname(folder), made);
    await makeFolder(folder, made, true);
  }
}

/** Temporary files that did not get into place, and folders that were made for them and are empty. */
async function removeLeftovers(staged: readonly Staged[], folders: readonly string[]): Promise<void> {
  await Promise.all(staged.map(({ temporary }) => rm(temporary, { force: true })));
  for (const folder of folders.toReversed()) {
    await rmdir(folder).catch(() => undefined); // one with a bundle in it stays
  }
}

/** A rename onto a folder fails, but only after others succeeded. */
async function refuseDirectory(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) {
    throw Object.assign(new Error(`${path} is a directory`), { code: 'EISDIR', path });
  }
}
