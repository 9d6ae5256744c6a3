import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundBundle } from '../bundle/found-bundle.js';
import { manifestIn } from '../bundle/manifest-file.js';
import { type Archive, packed } from '../bundle/packed.js';
import { checksumFindings } from '../bundle/verify/checksums.js';
import { manifestDigestFindings } from '../bundle/verify/manifest.js';
import { fileProblem } from './file-problem.js';
import type { Io } from './io.js';
import { printFindings, reportProblems } from './output.js';
import { loadTemplates } from './read-templates.js';
import { signWith } from './signature/sign.js';
import { templateProblems } from './template-problems.js';

/**
 * Packs a bundle whose files are those that it lists, and no other.
 *
 * @param sign file of the key to sign with.
 * @returns undefined when it cannot be packed, which is said then.
 */
export async function packBundle(io: Io, bundle: FoundBundle, sign: string | undefined): Promise<Archive | undefined> {
  const manifest = manifestIn(bundle);
  if (!manifest.ok) {
    reportProblems(io, manifest.problems);
    return undefined;
  }
  const findings = [...checksumFindings(bundle), ...manifestDigestFindings(bundle, manifest.value)];
  printFindings(io, findings, `${bundle.path}: not packed`);
  if (findings.length > 0) return undefined;
  try {
    const signing = sign === undefined ? undefined : signWith(io, sign);
    const archive = await packed(bundle, manifest.value, loadTemplates(), signing);
    if (archive.ok) return archive.value;
    reportProblems(io, archive.problems);
  } catch (error) {
    reportProblems(io, templateProblems(error, 'pack'));
  }
  return undefined;
}

/** Writes an archive, all of it or none, and prints its path. */
export async function putArchive(io: Io, out: string, { name, bytes }: Archive): Promise<void> {
  const file = join(out, name);
  const temporary = join(out, `.${name}.${process.pid}.new`);
  try {
    await mkdir(out, { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, file);
    io.stdout.write(`${file}\n`);
  } catch (error) {
    reportProblems(io, [fileProblem(file, 'a file that can be written', error)]);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined); // where it cannot be, nothing was written
  }
}
