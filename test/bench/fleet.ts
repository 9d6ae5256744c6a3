import { ratioOf, slopeOf } from './measure.js';
import type { Growth, Ratio, Row } from './row.js';
import { type Scenario, timeDocumented, timeRunbook } from './script.js';

interface Series extends Scenario {
  readonly runs: number;
}

/** The larger the system, the faster it answers here and the fewer the runs: each says so. */
const series: readonly Series[] = [
  { nodes: 5, latency: 1000, runs: 1 },
  { nodes: 5, latency: 100, runs: 3 },
  { nodes: 50, latency: 100, runs: 1 },
  { nodes: 500, latency: 20, runs: 1 },
];
const quickSeries: readonly Series[] = [{ nodes: 5, latency: 100, runs: 1 }];

/** The emitted script beside the documented commands, on systems of several sizes up to the largest. */
export async function fleet(quick: boolean, largest: number): Promise<Row[]> {
  const rows: Row[] = [];
  const wanted = quick ? quickSeries : series;
  for (const scenario of wanted.filter(({ nodes }) => nodes <= largest)) rows.push(...(await compare(scenario)));
  return rows;
}

async function compare(scenario: Series): Promise<Row[]> {
  const times: Record<'whole' | 'nodes' | 'documented' | 'loop', number[]> = {
    whole: [],
    nodes: [],
    documented: [],
    loop: [],
  };
  for (let run = 0; run < scenario.runs; run += 1) {
    const { whole, nodes } = await timeRunbook(scenario);
    times.whole.push(whole);
    times.nodes.push(nodes);
    times.documented.push(await timeDocumented(scenario, 'all'));
    times.loop.push(await timeDocumented(scenario, 'nodes'));
  }
  const site = `${scenario.nodes} nodes, each call ${scenario.latency} ms`;
  return [
    {
      what: `the whole procedure, ${site}`,
      by: 'the documented commands pasted in order',
      ratio: ratioOf(times.whole, times.documented),
    },
    {
      what: `boot parameters saved, updated, verified, ${site}`,
      by: 'a loop of two lists and one update for each node',
      ratio: ratioOf(times.nodes, times.loop),
    },
  ];
}

/** Seconds that one run may take; a size that would take longer is not tried. */
const patience = 200;

/** What the script itself costs, beside the calls, where they are answered at once and made one after the other. */
export async function ownCost(sizes: readonly number[]): Promise<{ rows: Row[]; growth: Growth[] }> {
  const points: { size: number; cost: number; runs: number }[] = [];
  let before = { size: 0, whole: 0 };
  let each = 0;
  for (const size of sizes) {
    if (points.length > 1 && each * size > patience) break;
    const runs = size <= 5 ? 3 : 1;
    const costs: number[] = [];
    let whole = 0;
    for (let run = 0; run < runs; run += 1) {
      const times = await timeRunbook({ nodes: size, latency: 0, parallel: 1 });
      costs.push(times.own);
      whole = times.whole;
    }
    each = (whole - before.whole) / (size - before.size);
    before = { size, whole };
    points.push({ size, cost: Math.min(...costs), runs });
  }
  const left = sizes.slice(points.length);
  return { rows: [...goals(points), ...left.map(untried)], growth: [growthOf(points)] };
}

function goals(points: Growth['points']): Row[] {
  const [first] = points;
  const large = points.findLast(({ size }) => size > 5 && size <= 500);
  if (first === undefined || large === undefined) return [];
  const each = (large.cost - first.cost) / (large.size - first.size);
  return [
    { what: `own cost of the script, ${first.size} nodes`, by: '1 s', ratio: single(first.cost, first.runs), goal: 1 },
    {
      what: `own cost of the script for each further node, up to ${large.size}`,
      by: '25 ms',
      ratio: single(each / 0.025, large.runs),
      goal: 1,
    },
  ];
}

function untried(size: number): Row {
  const what = `own cost of the script, ${size} nodes`;
  return { what, by: '5 nodes', missing: 'not tried: it would take too long' };
}

function single(value: number, runs: number): Ratio {
  return { median: value, low: value, high: value, runs };
}

function growthOf(points: Growth['points']): Growth {
  const smallest = points[0]?.cost ?? 1;
  return {
    what: '`runbook.sh run`, own cost',
    of: 'nodes',
    points: points.map(({ size, cost, runs }) => ({ size, cost: cost / smallest, runs })),
    slope: slopeOf(points.map(({ size, cost }) => [size, cost])),
  };
}
