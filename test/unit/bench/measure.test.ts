import { expect, test } from 'vitest';
import { alternate, medianOf, ratioOf, slopeOf } from '../../bench/measure.js';
import { reportOf } from '../../bench/report.js';

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])('the median of %j is %d', (numbers, median) => {
  expect(medianOf(numbers)).toBe(median);
});

test('ratios are taken round by round', () => {
  expect(ratioOf([2, 9, 4], [1, 3, 8])).toEqual({ median: 2, low: 0.5, high: 3, runs: 3 });
});

test.each([
  ['in proportion', (size: number) => 3 * size, 1],
  ['with the square', (size: number) => size ** 2, 2],
  ['not at all', () => 5, 0],
])('the slope of what grows %s', (_, cost, slope) => {
  const points = [1, 10, 100].map((size): readonly [number, number] => [size, cost(size)]);
  expect(slopeOf(points)).toBeCloseTo(slope);
});

test('every command has one time for each round, and one that fails ends the measurement', () => {
  const times = alternate([{ name: 'nothing', words: ['bash', '-c', ':'] }], 2);
  expect(times.get('nothing')).toHaveLength(2);
  expect(() => alternate([{ name: 'bad', words: ['bash', '-c', 'exit 3'] }], 1)).toThrow('bad ended with 3');
});

test('a goal that is missed says so', () => {
  const ratio = { median: 2.04, low: 1, high: 12.3, runs: 11 };
  const rows = [
    { what: 'a', by: 'b', ratio, goal: 2 },
    { what: 'a', by: 'c', missing: 'not there' },
  ];
  expect(reportOf({ rows, growth: [] })).toContain('| a | b | 2 | 1 to 12 | 11 | at most 2: **missed** |\n');
  expect(reportOf({ rows, growth: [] })).toContain('| a | c | not there |');
});
