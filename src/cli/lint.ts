import type { Command } from 'commander';
import { type Finding, formatFinding } from '../lint/finding.js';
import { lintTree } from '../lint/lint.js';
import { notBash, passedOver } from '../lint/not-bash.js';
import type { Parse } from '../lint/parser.js';
import type { SyntaxNode } from '../lint/syntax.js';
import type { Outcome, Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { countProgress } from './count-progress.js';
import { exitStatus } from './exit-status.js';
import type { Io } from './io.js';
import { paint, reportProblems } from './output.js';
import { readText } from './read-text.js';

interface LintOptions {
  readonly json?: true;
}

/** `lint FILE...`: what shellcheck does not know about scripts that call cray. */
export function registerLint(command: Command, io: Io): void {
  command
    .argument('<file...>', 'scripts; - reads standard input')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      "\n'ncn-runbook explain NRL101' tells more about a rule. To disable one for the line, or for the statement below:\n  # ncn-lint disable=NRL101 the reason",
    )
    .action((files: string[], options: LintOptions) => lint(io, files, options));
}

async function lint(io: Io, files: readonly string[], { json }: LintOptions): Promise<void> {
  // The parser is megabytes of WebAssembly, which no other command needs.
  const { loadParser } = await import('./bash-parser.js');
  const parse = await loadParser();
  const findings: Finding[] = [];
  const progress = countProgress(io, files.length);
  for (const [index, file] of files.entries()) {
    const text = await readText(io, file);
    progress.next(index + 1, file, text.ok && text.value.length > longText);
    const found = text.ok ? lintText(parse, file, text.value) : text;
    reportProblems(io, found.ok ? found.warnings : found.problems);
    findings.push(...(found.ok ? found.value : []));
  }
  progress.end();
  io.stdout.write(
    json === true ? `${JSON.stringify(findings, null, 2)}\n` : findings.map((each) => lines(io, each)).join(''),
  );
  if (io.status === exitStatus.ok && findings.length > 0) {
    io.status = exitStatus.differs;
  }
}

/** Characters that take about a second. */
const longText = 300_000;

function lintText(parse: Parse, file: string, text: string): Outcome<readonly Finding[]> {
  const tree = parse(text);
  const against = notBash(file, text, tree);
  if (against !== undefined) {
    const { line, column, found } = against;
    const why = { path: '', expected: 'a bash script', found, remedy: 'Name a script that bash -n accepts.' };
    return { ok: false, problems: [problem('notBash', { file, line, column }, why)] };
  }
  const broken = passedOver(tree);
  return { ok: true, value: lintTree(tree, file), warnings: broken === undefined ? [] : [notUnderstood(file, broken)] };
}

function notUnderstood(file: string, { line, column }: SyntaxNode): Problem {
  const found = 'what does not parse: nothing was looked for there';
  const why = {
    path: '',
    expected: 'bash throughout',
    found,
    remedy: 'Try bash -n; the grammar may know less than bash.',
  };
  return problem('partlyBash', { file, line, column }, why);
}

function lines(io: Io, finding: Finding): string {
  const [first = '', ...remedy] = formatFinding(finding).split('\n');
  return `${paint(io, io.stdout, 'bold', first)}\n${paint(io, io.stdout, 'dim', remedy.join('\n'))}\n`;
}
