import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from '../bundle/bundle.js';
import type { BundleFile } from '../bundle/bundle-file.js';

/**
 * In what a bundle on disk differs from the one in memory, a line for each file: missing, other bytes (with the
 * first line that differs), not executable, or not part of the bundle.
 *
 * @throws the error of the operating system when something is there and cannot be read.
 */
export async function checkBundle(folder: string, { files }: Bundle): Promise<string[]> {
  const found = await namesIn(folder);
  const differences: string[] = [];
  for (const file of files) {
    const path = join(folder, file.name);
    const difference = found.includes(file.name) ? await differenceOf(path, file) : ': missing';
    differences.push(...(difference === undefined ? [] : [`${path}${difference}`]));
  }
  const names = files.map(({ name }) => name);
  const strangers = found.filter((name) => !names.includes(name)).sort();
  return [...differences, ...strangers.map((name) => `${join(folder, name)}: not part of the bundle`)];
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

async function differenceOf(path: string, { text, executable }: BundleFile): Promise<string | undefined> {
  const bytes = await readFile(path);
  if (!bytes.equals(Buffer.from(text))) {
    return `:${firstDifference(bytes.toString('utf8'), text)}: differs`;
  }
  const { mode } = await stat(path);
  return executable && (mode & 0o111) === 0 ? ': not executable' : undefined;
}

function firstDifference(found: string, expected: string): number {
  const [left, right] = [found.split('\n'), expected.split('\n')];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index < 0 ? Math.min(left.length, right.length) : index) + 1;
}
