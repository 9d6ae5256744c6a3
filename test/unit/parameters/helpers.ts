import { readFileSync } from 'node:fs';
import { formatProblem, type Problem } from '../../../src/model/problem.js';
import { type ProblemName, problemCodes } from '../../../src/model/problem-codes.js';
import { parseParameters } from '../../../src/plan/parse-parameters.js';

/** A file that says as little as a file may. */
export const smallest = `runbook: r1
image:
  nodeType: worker
  source: { upgrade: {} }
  revision: rev1
configuration:
  name: c1
bootParameters:
  nodes: { subrole: Worker }
`;

/** Text of an example that comes with the program. */
export function example(name: string): string {
  return readFileSync(new URL(`../../../templates/params/${name}.yaml`, import.meta.url), 'utf8');
}

/** All that is said about a text, warnings of a good file included. */
export function problemsOf(text: string, set: readonly string[] = []): readonly Problem[] {
  const outcome = parseParameters(text, { file: 'f.yaml', set });
  return outcome.ok ? outcome.warnings : outcome.problems;
}

/** Place, path and name of each problem in one line, which is what most tests are about. */
export function brief(text: string, set: readonly string[] = []): readonly string[] {
  return problemsOf(text, set).map(
    ({ file, line, column, path, code }) => `${file}:${line}:${column} ${path} ${nameOf(code)}`,
  );
}

/** What the user reads. */
export function messages(text: string, set: readonly string[] = []): string {
  return problemsOf(text, set).map(formatProblem).join('\n');
}

/** Name of a code; the code itself if nobody listed it. */
export function nameOf(code: string): ProblemName | string {
  return Object.entries(problemCodes).find(([, known]) => known.code === code)?.[0] ?? code;
}
