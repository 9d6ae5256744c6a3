import { expect, test } from 'vitest';
import { countProgress } from '../../../src/cli/count-progress.js';
import { memoryIo } from './helpers.js';

/** What is said about four files that take 600 milliseconds each. */
function saidOf(isTerminal: boolean, milliseconds: number): string {
  const { io, written } = memoryIo({ isTerminal });
  let now = 5;
  const progress = countProgress(io, 4, () => now);
  for (const number of [1, 2, 3, 4]) {
    progress.next(number, `${number}.yaml`);
    now += milliseconds;
  }
  progress.end();
  expect(written().stdout).toBe('');
  return written().stderr;
}

test('what is done within a second is not spoken of', () => {
  expect(saidOf(true, 300)).toBe('');
  expect(saidOf(false, 300)).toBe('');
});

test('on a terminal one line is written over, and taken away at the end', () => {
  expect(saidOf(true, 600)).toBe('\r3 of 4: 3.yaml\u001b[K\r4 of 4: 4.yaml\u001b[K\r\u001b[K');
});

test('elsewhere there is one plain line', () => {
  expect(saidOf(false, 600)).toBe('3 of 4: 3.yaml ...\n');
});
