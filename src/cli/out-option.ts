import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';

/** What is wrong with the folder of `--out`: an empty name, as of a variable that is not set, would mean the current one. */
export function outProblems(out: string | undefined): Problem[] {
  if (out !== '') return [];
  const text = {
    path: '',
    expected: 'the name of a folder',
    found: 'an empty text',
    remedy: 'Name a folder, . for the current one, or leave out --out.',
  };
  return [problem('unreadableFile', { file: '--out', line: 1, column: 1 }, text)];
}
