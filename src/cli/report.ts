import { rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Command } from 'commander';
import { type Evidence, readEvidence } from '../evidence/read-evidence.js';
import type { StateDirectory } from '../evidence/state-directory.js';
import { renderEvidence } from '../render/evidence.js';
import { countProgress } from './count-progress.js';
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

/** `report STATE_DIR`: the evidence of a run as documents. */
export function registerReport(command: Command, io: Io): void {
  command
    .option(
      '--out <file>',
      'one file to write: a page when it ends in .html; - prints Markdown (default: both, beside the evidence)',
    )
    .argument('<state-dir>', 'state directory of the run, or a copy of it')
    .action((folder: string, options: ReportOptions) => report(io, folder, options));
}

async function report(io: Io, folder: string, { out }: ReportOptions): Promise<void> {
  const state = await readState(folder);
  if (!state.ok) {
    reportProblems(io, state.problems);
    return;
  }
  const progress = countProgress(io, 1);
  progress.next(1, `evidence in ${folder}`, state.value.evidence.length > longEvidence);
  const evidence = readEvidence(state.value.evidence, state.value.head);
  try {
    for (const file of out === undefined ? ['evidence.md', 'evidence.html'].map((name) => join(folder, name)) : [out]) {
      await put(io, file, await documentFor(file, evidence, state.value));
    }
  } catch (error) {
    reportProblems(io, templateProblems(error, 'report'));
  } finally {
    progress.end();
  }
  if (io.status === exitStatus.ok && !evidence.chain.whole) {
    io.stderr.write(`The chain of evidence is BROKEN at line ${evidence.chain.line}: ${evidence.chain.finding}\n`);
    io.status = exitStatus.differs;
  }
}

/** Bytes that take about a second. */
const longEvidence = 1_000_000;

/** The document for a file of that name. What makes the page is loaded only where it is wanted. */
async function documentFor(file: string, evidence: Evidence, state: StateDirectory): Promise<string> {
  if (extname(file) !== '.html') return renderEvidence(evidence, state, loadTemplates());
  const { renderEvidenceHtml } = await import('../render/evidence-html/evidence-html.js');
  return renderEvidenceHtml(evidence, state, loadTemplates());
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
