import type { Problem } from '../../model/problem.js';
import { problem } from '../../model/problem-codes.js';
import type { Paper } from '../../render/paper.js';
import { outProblems } from '../out-option.js';

/** The options of generate. */
export interface GenerateOptions {
  readonly out: string;
  readonly set: readonly string[];
  readonly check?: true;
  readonly stdout?: true;
  readonly html: boolean;
  readonly pdf?: true;
  readonly paper?: Paper;
  readonly pack?: true;
  readonly sign?: string;
}

/** What is wrong in a command line of generate: options that contradict each other, and no folder. */
export function optionConflicts(files: readonly string[], options: GenerateOptions): Problem[] {
  const { check: checks, stdout, pack, sign, pdf, paper } = options;
  const besideStdout = notWithStdout(files, options);
  const conflicts: readonly (readonly [boolean, string, string, string, string])[] = [
    [
      stdout === true && besideStdout !== undefined,
      '--stdout',
      'one parameter file and no --check, --no-html or --pdf',
      besideStdout ?? '',
      'Leave out --stdout to write bundles, or call once for each file.',
    ],
    [
      pack === true && (stdout === true || checks === true),
      '--pack',
      'bundles to be written',
      stdout === true ? '--stdout' : '--check',
      'Leave out --pack, or write the bundles.',
    ],
    [
      paper !== undefined && pdf !== true,
      '--paper',
      '--pdf with it',
      'none',
      'Only review.pdf has a paper: add --pdf.',
    ],
    [sign !== undefined && pack !== true, '--sign', '--pack with it', 'none', 'Archives are signed: add --pack.'],
  ];
  const found = conflicts.flatMap(([isThere, file, expected, given, remedy]) =>
    isThere
      ? [problem('optionConflict', { file, line: 1, column: 1 }, { path: '', expected, found: given, remedy })]
      : [],
  );
  return [...outProblems(options.out), ...found];
}

/** What was given that `--stdout` has no use for. */
function notWithStdout(files: readonly string[], { check: checks, html, pdf }: GenerateOptions): string | undefined {
  const others = Object.entries({ '--check': checks === true, '--no-html': !html, '--pdf': pdf === true });
  const other = others.find(([, isGiven]) => isGiven)?.[0];
  return other ?? (files.length === 1 ? undefined : `${files.length} files`);
}
