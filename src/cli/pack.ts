import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { asBundle } from '../bundle/found-bundle.js';
import type { Io } from './io.js';
import { outProblems } from './out-option.js';
import { reportProblems } from './output.js';
import { readBundle } from './read-bundle.js';
import { signOption } from './sign-option.js';
import { packBundle, putArchive } from './write-archive.js';

interface PackOptions {
  readonly out?: string;
  readonly sign?: string;
}

/** `pack BUNDLE`: one file to carry. */
export function registerPack(command: Command, io: Io): void {
  command
    .option('--out <dir>', 'folder for the archive (default: that which the bundle is in)')
    .addOption(signOption())
    .argument('<bundle>', 'folder of a bundle, or an archive to pack again')
    .action((path: string, options: PackOptions) => pack(io, path, options));
}

async function pack(io: Io, path: string, { out, sign }: PackOptions): Promise<void> {
  const wrong = outProblems(out);
  if (wrong.length > 0) return reportProblems(io, wrong);
  const read = await readBundle(path);
  const bundle = read.ok ? asBundle(read.value) : read;
  if (!bundle.ok) return reportProblems(io, bundle.problems);
  const archive = await packBundle(io, bundle.value, sign);
  if (archive !== undefined) await putArchive(io, out ?? dirname(resolve(path)), archive);
}
