import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('../../templates/params/', import.meta.url);

/** Names of the parameter files that come with the program. */
export async function exampleNames(): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [])).sort();
}

/** Text of one of them. */
export function readExample(name: string): Promise<string> {
  return readFile(new URL(`${name}.yaml`, folder), 'utf8');
}
