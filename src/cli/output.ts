import { formatProblem, type Problem } from '../model/problem.js';
import { exitStatus } from './exit-status.js';
import type { Io, Output } from './io.js';

const styles = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39] } as const;

/** Text in a style, on a terminal whose user did not ask for none (https://no-color.org). */
export function paint(io: Io, output: Output, style: keyof typeof styles, text: string): string {
  const [on, off] = styles[style];
  const plain = !output.isTerminal || (io.env['NO_COLOR'] ?? '') !== '' || io.env['TERM'] === 'dumb';
  return plain ? text : `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Prints problems, each as place and finding with the remedy below; an error makes the exit status 2. */
export function reportProblems(io: Io, problems: readonly Problem[]): void {
  for (const found of problems) {
    const [finding = '', ...remedy] = formatProblem(found).split('\n');
    const colour = found.severity === 'error' ? 'red' : 'yellow';
    io.stderr.write(`${paint(io, io.stderr, colour, finding)}\n${paint(io, io.stderr, 'dim', remedy.join('\n'))}\n`);
  }
  if (problems.some(({ severity }) => severity === 'error')) {
    io.status = exitStatus.mistake;
  }
}

/** Prints differences, which are data here, and says in a line what they come to; they make the exit status 1. */
export function printFindings(io: Io, findings: readonly Problem[], verdict: string): void {
  if (findings.length === 0) return;
  io.stdout.write(findings.map((found) => `${formatProblem(found)}\n`).join(''));
  io.stderr.write(`${paint(io, io.stderr, 'red', verdict)}\n`);
  if (io.status === exitStatus.ok) io.status = exitStatus.differs;
}
