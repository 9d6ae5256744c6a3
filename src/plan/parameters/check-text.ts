import type { Problem } from '../../model/problem.js';
import { type Place, problem } from '../../model/problem-codes.js';
import { visible } from '../../model/visible.js';

const largest = 256 * 1024;

/** What is wrong with the characters of a file, before anything is read into them. */
export function checkText(text: string, file: string): readonly Problem[] {
  if (text.length > largest) {
    return [tooLarge(text.length, file)];
  }
  const seen = new Set<string>();
  const problems: Problem[] = [...checkLineEnds(text, file)];
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

/** YAML takes a carriage return alone as the end of a line; its reader does not, and would say what nobody understands. */
function checkLineEnds(text: string, file: string): readonly Problem[] {
  const index = text.search(/\r(?!\n)/u);
  if (index === -1) {
    return [];
  }
  const found = {
    path: '',
    expected: 'lines that end with a line feed (LF), or with a carriage return and a line feed (CR LF)',
    found: 'a carriage return (CR) alone',
    remedy: "Save the file with the line ends of Unix (LF), such as with: tr '\\r' '\\n' <old.yaml >new.yaml",
  };
  return [problem('lineEnds', placeBehind(text.slice(0, index), file), found)];
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
  return problem('forbiddenCharacter', placeBehind(before, file), {
    path: '',
    expected: 'a text file',
    found: `the character ${visible(character)}`,
    remedy: 'Remove the character, or check that this is the file you meant.',
  });
}

function placeBehind(before: string, file: string): Place {
  const lines = before.split('\n');
  return { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
