import type { Command } from 'commander';
import { type FoundBundle, fileIn } from '../bundle/found-bundle.js';
import { verificationOf } from '../bundle/verify/verify.js';
import type { Problem } from '../model/problem.js';
import { countProgress } from './count-progress.js';
import { exitStatus } from './exit-status.js';
import type { Io } from './io.js';
import { printFindings, reportProblems } from './output.js';
import { readBundle } from './read-bundle.js';
import { loadFonts } from './read-fonts.js';
import { loadTemplates } from './read-templates.js';
import { judgeSignatures } from './signature/check.js';
import { templateProblems } from './template-problems.js';

interface VerifyOptions {
  readonly allowedSigners?: string;
}

/** `verify BUNDLE|ARCHIVE`: nothing was altered, and this version makes the same again. */
export function registerVerify(command: Command, io: Io): void {
  command
    .option('--allowed-signers <file>', 'who may have signed it, as ssh-keygen reads it (ALLOWED SIGNERS)')
    .argument('<bundle|archive>', 'folder of a bundle, or archive')
    .action((path: string, options: VerifyOptions) => verify(io, path, options));
}

async function verify(io: Io, path: string, { allowedSigners }: VerifyOptions): Promise<void> {
  const bundle = await readBundle(path);
  if (!bundle.ok) return reportProblems(io, bundle.problems);
  const differences = await findingsOf(io, bundle.value);
  const { findings, obstacles, said } = await judgeSignatures(io, bundle.value, allowedSigners);
  printFindings(io, [...differences, ...findings], `${path}: differs; do not run it`);
  reportProblems(io, obstacles);
  if (io.status !== exitStatus.ok) return;
  for (const line of said) io.stderr.write(`${line}\n`);
  const signed = said.length > 0 ? 'signed' : obstacles.length > 0 ? 'signed by somebody' : 'not signed';
  io.stdout.write(`${path}: ok, ${bundle.value.files.length} files as this version makes them; ${signed}\n`);
}

async function findingsOf(io: Io, bundle: FoundBundle): Promise<Problem[]> {
  const progress = countProgress(io, 1);
  progress.next(1, `review.pdf of ${bundle.path}, made again`, fileIn(bundle, 'review.pdf') !== undefined);
  try {
    return await verificationOf(bundle, loadTemplates(), loadFonts);
  } catch (error) {
    reportProblems(io, templateProblems(error, 'verify'));
    return [];
  } finally {
    progress.end();
  }
}
