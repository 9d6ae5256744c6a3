import { expect, test } from 'vitest';
import { formatProblem } from '../../../src/model/problem.js';
import { problem } from '../../../src/model/problem-codes.js';

function said(file: string, found: string, remedy: string): string {
  return formatProblem(problem('syntax', { file, line: 1, column: 2 }, { path: '', expected: 'YAML', found, remedy }));
}

test('a problem is its place and finding in one line, and the remedy below', () => {
  expect(said('größe.yaml', 'none', 'Add it.')).toBe('größe.yaml:1:2: expected YAML, found none [NRB107]\n    Add it.');
});

test.each([
  ['a\nb.yaml', 'a\\u000ab.yaml'],
  ['\u001b[2Jb.yaml', '\\u001b[2Jb.yaml'],
  ['a\r\u009b1mb\u202e.yaml', 'a\\u000d\\u009b1mb\\u202e.yaml'],
])('a file named %j neither breaks the line nor reaches the terminal as an order', (file, shown) => {
  expect(said(file, file, 'Rename it.')).toBe(`${shown}:1:2: expected YAML, found ${shown} [NRB107]\n    Rename it.`);
});

test('a remedy of several lines stays one', () => {
  expect(said('f', 'none', 'The grammar is:\n      a=b\u001b[2J')).toMatch(
    /\n {4}The grammar is:\n {6}a=b\\u001b\[2J$/u,
  );
});
