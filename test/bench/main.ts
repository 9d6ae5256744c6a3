import { writeFileSync } from 'node:fs';
import { fleet, ownCost } from './fleet.js';
import { manyFiles, startUp } from './generator.js';
import { slopeOf } from './measure.js';
import { reportOf } from './report.js';
import type { Growth, Result, Row } from './row.js';

/** Measures all, or with --quick a part of it; prints the tables, and writes out/bench.json unless it was quick. */
const quick = process.argv.includes('--quick');

const runbooks = shown(await fleet(quick)); // first, as it takes longest
const nodes = await ownCost(quick);
shown(nodes.rows, nodes.growth);
const files = fileGrowth();
shown(files.rows, files.growth);
const result: Result = {
  rows: [...startUp(quick ? 3 : 11), ...files.rows, ...nodes.rows, ...runbooks],
  growth: [...files.growth, ...nodes.growth],
};
if (!quick) writeFileSync('out/bench.json', `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${reportOf(result)}\n`);

/** Shows what is known so far to who waits. */
function shown(rows: Row[], growth: Growth[] = []): Row[] {
  process.stderr.write(`${reportOf({ rows, growth })}\n\n`);
  return rows;
}

function fileGrowth(): { rows: Row[]; growth: Growth[] } {
  const runs = quick ? 1 : 11;
  const points = manyFiles(quick ? [1, 10, 100] : [1, 10, 100, 1000], runs);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return { rows: [], growth: [] };
  const each = (last.time - first.time) / (last.size - first.size);
  const written = (last.floor - first.floor) / (last.size - first.size);
  const memory = last.memory / (points.at(-2)?.memory ?? last.memory);
  const row = (what: string, by: string, value: number, goal?: number): Row => {
    const ratio = { median: value, low: value, high: value, runs };
    return goal === undefined ? { what, by, ratio } : { what, by, ratio, goal };
  };
  const growth = (what: string, cost: (point: (typeof points)[number]) => number): Growth => ({
    what,
    of: 'files',
    points: points.map((point) => ({ size: point.size, cost: cost(point) / cost(first), runs })),
    slope: slopeOf(points.map((point) => [point.size, cost(point)])),
  });
  return {
    rows: [
      row(`each of ${last.size} parameter files in one process`, '2 ms', each / 2, 1),
      row(`each of ${last.size} parameter files in one process`, 'writing its files', each / written),
      row(`memory for ${last.size} parameter files, with a heap of 64 MB`, 'that for a tenth of them', memory, 1.2),
    ],
    growth: [growth('`generate`, time', ({ time }) => time), growth('`generate`, memory', ({ memory: used }) => used)],
  };
}
