import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readEvidence } from '../evidence/read-evidence.js';
import { renderEvidence } from '../render/evidence.js';
import { exitStatus } from './exit-status.js';
import { fileProblem } from './file-problem.js';
import type { Io } from './io.js';
import { reportProblems } from './output.js';
import { readState } from './read-state.js';
import { loadTemplates } from './read-templates.js';
import { templateProblems } from './template-problems.js';

interface ReportOptions {
  readonly out?: string;
}

/** `report STATE_DIR`: the evidence of a run as a document. */
export function registerReport(program: Command, io: Io): void {
  program
    .command('report')
    .description('turn the evidence of a run into evidence.md; exit with 1 when its chain is broken')
    .option('--out <file>', 'file to write; - writes to standard output (default: evidence.md beside the evidence)')
    .argument('<state-dir>', 'state directory of the run, or a copy of it')
    .action((folder: string, options: ReportOptions) => report(io, folder, options));
}

async function report(io: Io, folder: string, { out = join(folder, 'evidence.md') }: ReportOptions): Promise<void> {
  const state = await readState(folder);
  if (!state.ok) {
    reportProblems(io, state.problems);
    return;
  }
  const evidence = readEvidence(state.value.evidence, state.value.head);
  try {
    await put(io, out, renderEvidence(evidence, state.value, loadTemplates()));
  } catch (error) {
    reportProblems(io, templateProblems(error, 'report'));
  }
  if (io.status === exitStatus.ok && !evidence.chain.whole) {
    io.stderr.write(`The chain of evidence is BROKEN at line ${evidence.chain.line}: ${evidence.chain.finding}\n`);
    io.status = exitStatus.differs;
  }
}

/** Writes the document, all of it or none; what it quotes is as private as the state directory. */
async function put(io: Io, file: string, text: string): Promise<void> {
  if (file === '-') {
    io.stdout.write(text);
    return;
  }
  const temporary = `${file}.${process.pid}.new`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, file);
    io.stderr.write(`Wrote ${file}\n`);
  } catch (error) {
    reportProblems(io, [fileProblem(file, 'a file that can be written', error)]);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined); // where it cannot be, nothing was written
  }
}
