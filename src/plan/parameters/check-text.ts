import type { Problem } from '../../model/problem.js';
import { problem } from '../../model/problem-codes.js';
import { visible } from '../../model/visible.js';

const largest = 256 * 1024;

/** What is wrong with the characters of a file, before anything is read into them. */
export function checkText(text: string, file: string): readonly Problem[] {
  if (text.length > largest) {
    return [tooLarge(text.length, file)];
  }
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const match of text.matchAll(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/gu,
  )) {
    if (!seen.has(match[0])) {
      seen.add(match[0]);
      problems.push(forbidden(match[0], text.slice(0, match.index), file));
    }
  }
  return problems;
}

/** A byte order mark in front, which other readers of the same file trip over. */
export function checkByteOrderMark(text: string, file: string): readonly Problem[] {
  if (!text.startsWith('\ufeff')) {
    return [];
  }
  const found = {
    path: '',
    expected: 'UTF-8 without a byte order mark',
    found: 'a byte order mark at the start',
    remedy: 'Save the file as UTF-8 without byte order mark (BOM).',
  };
  return [problem('byteOrderMark', { file, line: 1, column: 1 }, found)];
}

function tooLarge(length: number, file: string): Problem {
  return problem(
    'tooLarge',
    { file, line: 1, column: 1 },
    {
      path: '',
      expected: `a parameter file of at most ${largest} characters`,
      found: `${length} characters`,
      remedy: 'Check that this is the file you meant.',
    },
  );
}

function forbidden(character: string, before: string, file: string): Problem {
  const lines = before.split('\n');
  const column = (lines.at(-1) ?? '').length + 1;
  return problem(
    'forbiddenCharacter',
    { file, line: lines.length, column },
    {
      path: '',
      expected: 'a text file',
      found: `the character ${visible(character)}`,
      remedy: 'Remove the character, or check that this is the file you meant.',
    },
  );
}
