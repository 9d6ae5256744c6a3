import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FoundBundle, findingIn, mostBytes, mostFiles, notABundle } from '../bundle/found-bundle.js';
import { type RawFile, rawFile } from '../bundle/raw-file.js';
import { isGzip, readArchive } from '../bundle/read-archive.js';
import type { Outcome, Problem } from '../model/problem.js';
import { fileProblem } from './file-problem.js';

/** What is read of a file, at most; one byte more than may be, so that it shows. */
const limit = mostBytes + 1;

/**
 * Reads the folder or the archive of a bundle, as it is. What is wrong inside stands in its problems.
 *
 * @returns undefined when the path is that of a file which is no archive.
 */
export async function readBundleIfAny(path: string): Promise<Outcome<FoundBundle | undefined>> {
  try {
    if ((await stat(path)).isDirectory()) return await readFolder(path);
    const bytes = await readLimited(path);
    const isArchive = isGzip(bytes) || /\.(tar\.gz|tgz)$/i.test(path);
    return { ok: true, value: isArchive ? await readArchive(path, bytes) : undefined, warnings: [] };
  } catch (error) {
    return { ok: false, problems: [fileProblem(path, 'a bundle or an archive that can be read', error)] };
  }
}

/** The same where nothing but a bundle will do. */
export async function readBundle(path: string): Promise<Outcome<FoundBundle>> {
  const read = await readBundleIfAny(path);
  if (!read.ok) return read;
  const { value } = read;
  if (value === undefined) return { ok: false, problems: [notABundle({ path }, 'a file that is no .tar.gz')] };
  return { ok: true, value, warnings: [] };
}

async function readFolder(path: string): Promise<Outcome<FoundBundle>> {
  const entries = (await readdir(path, { withFileTypes: true })).sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
  const plain = entries.filter((entry) => entry.isFile());
  const files: RawFile[] = [];
  let size = 0;
  for (const { name } of plain.slice(0, mostFiles)) {
    const file = await readPlain(path, name);
    size += file.bytes.length;
    if (size > mostBytes) break;
    files.push(file);
  }
  const problems = [
    ...entries.filter((entry) => !entry.isFile()).map((entry) => noPlainFile(path, entry)),
    ...(size > mostBytes || plain.length > mostFiles ? [tooLarge(path)] : []),
  ];
  const isBundle = files.some(({ name }) => ['runbook.sh', 'manifest.json', 'SHA256SUMS'].includes(name));
  if (!isBundle) return { ok: false, problems: [notABundle({ path }, 'no runbook.sh in it')] };
  return { ok: true, value: { path, files, problems }, warnings: [] };
}

async function readPlain(path: string, name: string): Promise<RawFile> {
  const file = join(path, name);
  const { mode } = await stat(file);
  return rawFile(name, await readLimited(file), (mode & 0o111) !== 0);
}

async function readLimited(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of file.createReadStream({ end: limit - 1, autoClose: false })) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
    }
    return new Uint8Array(Buffer.concat(chunks, size));
  } finally {
    await file.close();
  }
}

function noPlainFile(path: string, entry: Dirent): Problem {
  const kind = entry.isDirectory() ? 'a folder' : entry.isSymbolicLink() ? 'a symbolic link' : 'no plain file';
  const remedy = 'Keep nothing but the files of the bundle in its folder.';
  return findingIn({ path }, entry.name, 'archiveEntry', { expected: 'plain files', found: kind, remedy });
}

function tooLarge(path: string): Problem {
  const found = `more than ${mostFiles} files or ${mostBytes} bytes`;
  const remedy = 'Name the folder of a bundle.';
  return findingIn({ path }, '', 'archiveTooLarge', { expected: 'a bundle', found, remedy });
}
