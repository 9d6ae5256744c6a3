import { markdownTable } from '../golden/readme/document.js';
import type { Growth, Result, Row } from './row.js';

/** The result as Markdown tables. */
export function reportOf({ rows, growth }: Result): string {
  const heading = ['What', 'In terms of', 'Median', 'Lowest to highest', 'Runs', 'Goal'];
  const sizes = ['Cost of', 'Size', 'In terms of the smallest', 'Runs', 'Slope'];
  return [markdownTable([heading, ...rows.map(cellsOf)]), markdownTable([sizes, ...growth.flatMap(growthCells)])].join(
    '\n\n',
  );
}

function cellsOf({ what, by, ratio, goal, missing = '' }: Row): string[] {
  if (ratio === undefined) return [what, by, missing, '', '', ''];
  const { median, low, high, runs } = ratio;
  const reached = goal === undefined ? '' : `at most ${short(goal)}: ${median <= goal ? 'reached' : '**missed**'}`;
  return [what, by, short(median), `${short(low)} to ${short(high)}`, String(runs), reached];
}

function growthCells({ what, of, points, slope }: Growth): string[][] {
  const [first] = points;
  return points.map(({ size, cost, runs }, index) => [
    index === 0 ? what : '',
    `${size} ${of}`,
    short(cost / (first?.cost ?? 1)),
    String(runs),
    index === 0 ? short(slope) : '',
  ]);
}

/** Two digits that count, or all before the point. */
function short(number: number): string {
  return Math.abs(number) >= 10 ? number.toFixed(0) : String(Number(number.toPrecision(2)));
}
