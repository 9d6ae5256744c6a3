import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Outcome } from '../model/problem.js';
import { siteFor } from '../site/default-site.js';
import { parseSiteFile, type SiteDescription } from '../site/description.js';
import { type Fault, faultGrammar, parseFault } from '../site/fault.js';
import { type RehearsalResult, rehearse } from '../site/rehearsal.js';
import { exitStatus } from './exit-status.js';
import type { Io } from './io.js';
import { reportProblems } from './output.js';
import { readText } from './read-text.js';
import { followProgress } from './rehearsal/progress.js';
import { rehearsalReport } from './rehearsal/report.js';
import { loadSubject, type Subject } from './rehearsal/subject.js';

interface Options {
  readonly site?: string;
  readonly fault: readonly string[];
  readonly keep?: string;
}

/** `rehearse FILE|BUNDLE`: runs the exact script against a simulated site. */
export function registerRehearse(command: Command, io: Io): void {
  command
    .argument('<file|bundle>', 'parameter file, or folder of a bundle')
    .option('--site <file>', 'site file (YAML); default: a site with all that the parameter file names')
    .option('--fault <spec>', 'a call that fails, and how; may be repeated', collect, [])
    .option('--keep <dir>', 'leave site, state and evidence in this empty directory')
    .addHelpText(
      'after',
      `\nA fault is\n${faultGrammar}\nAfter a fault that cuts the script off it is run again, as a person would.`,
    )
    .action(async (path: string, options: Options) => {
      const subject = await loadSubject(io, path);
      const faults = options.fault.map(parseFault);
      reportProblems(
        io,
        [subject, ...faults].flatMap((outcome) => (outcome.ok ? outcome.warnings : outcome.problems)),
      );
      if (subject.ok && faults.every((fault) => fault.ok)) await inDirectory(io, subject.value, options);
    });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function inDirectory(io: Io, subject: Subject, options: Options): Promise<void> {
  const site = await describeSite(io, subject, options.site);
  if (!site.ok) return reportProblems(io, site.problems);
  const kept = options.keep === undefined ? undefined : resolve(options.keep);
  if (kept !== undefined && !isFresh(kept)) {
    io.stderr.write(`${options.keep}: expected an empty or new directory\n    Name another one with --keep.\n`);
    io.status = exitStatus.mistake;
    return;
  }
  const directory = kept ?? mkdtempSync(join(tmpdir(), 'ncn-runbook-'));
  try {
    await carryOut(io, subject, site.value, options.fault.flatMap(parsedFault), directory);
  } finally {
    if (kept === undefined) rmSync(directory, { recursive: true, force: true });
  }
}

function parsedFault(spec: string): Fault[] {
  const outcome = parseFault(spec);
  return outcome.ok ? [outcome.value] : [];
}

async function describeSite(
  io: Io,
  { parameters }: Subject,
  file: string | undefined,
): Promise<Outcome<SiteDescription>> {
  if (file === undefined) return { ok: true, value: siteFor(parameters), warnings: [] };
  const text = await readText(io, file);
  return text.ok ? parseSiteFile(text.value, file) : text;
}

function isFresh(directory: string): boolean {
  mkdirSync(directory, { recursive: true });
  return readdirSync(directory).length === 0;
}

async function carryOut(
  io: Io,
  subject: Subject,
  description: SiteDescription,
  faults: readonly Fault[],
  directory: string,
): Promise<void> {
  const progress = followProgress(io, subject.plan, join(directory, 'site'));
  const talk: string[] = [];
  const result: RehearsalResult = await rehearse({
    script: subject.script,
    description,
    faults,
    directory,
    onTalk: (text) => talk.push(text),
  });
  progress.end();
  if (result.statuses.at(-1) !== 0) io.stderr.write(talk.join(''));
  io.stdout.write(rehearsalReport(subject.plan.run, result));
  if (result.statuses.at(-1) !== 0 || result.unused.length > 0) io.status = exitStatus.differs;
}
