import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../bundle/bundle.js';
import { type BundleFile, bytesOf } from '../bundle/bundle-file.js';

/**
 * In what a bundle on disk differs from the one in memory, a line for each file: missing, other bytes (with the
 * first line that differs), not executable, or not part of the bundle.
 *
 * @throws the error of the operating system when something is there and cannot be read.
 */
export function checkBundle(folder: string, { files }: Bundle): string[] {
  const found = namesIn(folder);
  const differences: string[] = [];
  for (const file of files) {
    const path = join(folder, file.name);
    const difference = found.includes(file.name) ? differenceOf(path, file) : ': missing';
    differences.push(...(difference === undefined ? [] : [`${path}${difference}`]));
  }
  const names = files.map(({ name }) => name);
  const strangers = found.filter((name) => !names.includes(name)).sort();
  return [...differences, ...strangers.map((name) => `${join(folder, name)}: not part of the bundle`)];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

function differenceOf(path: string, file: BundleFile): string | undefined {
  const bytes = readFileSync(path);
  if (!bytes.equals(bytesOf(file))) {
    return 'text' in file ? `:${firstDifference(bytes.toString('utf8'), file.text)}: differs` : ': differs';
  }
  const { mode } = statSync(path);
  return file.executable && (mode & 0o111) === 0 ? ': not executable' : undefined;
}

function firstDifference(found: string, expected: string): number {
  const [left, right] = [found.split('\n'), expected.split('\n')];
  const index = left.findIndex((line, at) => line !== right[at]);
  return (index < 0 ? Math.min(left.length, right.length) : index) + 1;
}
