import { medianOf, ratioOf, slopeOf } from './measure.js';
import type { Growth, Ratio, Row } from './row.js';
import { ownSeconds, type Scenario, timeDocumented, timeRunbook } from './script.js';

/** Every call takes a second, so that nearly all of a run is waiting. */
const sizes: readonly Scenario[] = [5, 50, 500].map((nodes) => ({ nodes, latency: 1000 }));

/**
 * The emitted script beside the documented commands. All runs of a size go on side by side, as hours of waiting one after
 * the other would: all of them meet the same load, which is small.
 */
export async function fleet(quick: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scenario of quick ? [{ nodes: 5, latency: 100 }] : sizes) {
    rows.push(...(await compare(scenario, quick ? 3 : 10)));
  }
  return rows;
}

async function compare(scenario: Scenario, runs: number): Promise<Row[]> {
  const pairs = await Promise.all(
    Array.from({ length: runs }, () => Promise.all([timeRunbook(scenario), timeDocumented(scenario)])),
  );
  const times = (part: 'whole' | 'nodes', of: 0 | 1) => pairs.map((pair) => pair[of][part]);
  const site = `${scenario.nodes} nodes, each call ${scenario.latency} ms`;
  return [
    {
      what: `the whole procedure, ${site}`,
      by: 'the documented commands pasted in order',
      ratio: ratioOf(times('whole', 0), times('whole', 1)),
    },
    {
      what: `boot parameters saved, updated, verified, ${site}`,
      by: 'a loop of two lists and one update for each node',
      ratio: ratioOf(times('nodes', 0), times('nodes', 1)),
    },
  ];
}

interface Point {
  readonly size: number;
  /** Seconds of each run. */
  readonly costs: readonly number[];
}

/** What the script itself costs, beside the calls, where they are answered at once and made one after the other. */
export async function ownCost(quick: boolean): Promise<{ rows: Row[]; growth: Growth[] }> {
  const points: Point[] = [];
  for (const [size, runs] of quick ? quickRuns : ownRuns) points.push({ size, costs: await costsOf(size, runs) });
  return { rows: goals(points), growth: [growthOf(points)] };
}

/** Runs by number of nodes. The largest takes minutes, most of them in the simulated site. */
const ownRuns = [
  [5, 11],
  [50, 11],
  [500, 11],
  [5000, 1],
] as const;
const quickRuns = [
  [5, 3],
  [50, 1],
] as const;

async function costsOf(nodes: number, runs: number): Promise<number[]> {
  const costs: number[] = [];
  for (let run = 0; run < runs; run += 1) costs.push(await ownSeconds(nodes));
  return costs;
}

function goals(points: readonly Point[]): Row[] {
  const [first] = points;
  const large = points.findLast(({ size }) => size > 5 && size <= 500);
  if (first === undefined || large === undefined) return [];
  const least = medianOf(first.costs);
  const each = large.costs.map((cost) => (cost - least) / (large.size - first.size));
  return [
    {
      what: `own cost of the script, ${first.size} nodes`,
      by: '1 s',
      ratio: ratioTo(first.costs, 1),
      goal: 1,
    },
    {
      what: `own cost of the script for each further node, up to ${large.size}`,
      by: '25 ms',
      ratio: ratioTo(each, 0.025),
      goal: 1,
    },
  ];
}

function ratioTo(costs: readonly number[], base: number): Ratio {
  return ratioOf(
    costs,
    costs.map(() => base),
  );
}

function growthOf(points: readonly Point[]): Growth {
  const costs = points.map(({ size, costs: all }) => ({ size, cost: medianOf(all), runs: all.length }));
  const smallest = costs[0]?.cost ?? 1;
  return {
    what: '`runbook.sh run`, own cost',
    of: 'nodes',
    points: costs.map((point) => ({ ...point, cost: point.cost / smallest })),
    slope: slopeOf(costs.map(({ size, cost }) => [size, cost])),
  };
}
