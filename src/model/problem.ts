import { allVisible } from './visible.js';

/**
 * One thing wrong with what the user gave, told so that it can be put right without asking anybody:
 * where it is, what was expected, what was found, what to do. Codes are permanent.
 */
export interface Problem {
  /** Permanent code, such as `NRB101`. */
  readonly code: string;
  /** `error` refuses the input; `warning` is said and goes on. */
  readonly severity: 'error' | 'warning';
  /** Name of the file as the user gave it, or `--set` for a value from the command line. */
  readonly file: string;
  /** One-based; 1 where no place is known. */
  readonly line: number;
  /** One-based; 1 where no place is known. */
  readonly column: number;
  /** Path of the value in the file, such as `image.source.nextBoot.xname`; empty for the file as a whole. */
  readonly path: string;
  /** What was expected, without a final full stop. */
  readonly expected: string;
  /** What was found, quoted where it is the user's text. */
  readonly found: string;
  /** What to do. One sentence. */
  readonly remedy: string;
}

/** A value, or every problem that stands in its way; warnings may come with the value. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Renders a problem as every command prints it: one line with place and finding, then the remedy. Names of files and
 * the like are shown with escapes, so that they neither break the line nor give orders to the terminal.
 */
export function formatProblem(problem: Problem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const path = problem.path === '' ? '' : ` ${problem.path}:`;
  const kind = problem.severity === 'warning' ? ' warning:' : '';
  const finding = `${place}:${kind}${path} expected ${problem.expected}, found ${problem.found} [${problem.code}]`;
  return [finding, ...`    ${problem.remedy}`.split('\n')].map(allVisible).join('\n');
}
