import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEvent } from '../../src/model/evidence.js';
import type { Parameters } from '../../src/model/parameters.js';
import { parseParameters } from '../../src/plan/parse-parameters.js';
import { siteFor } from '../../src/site/default-site.js';
import type { SiteDescription } from '../../src/site/description.js';
import { scriptFor } from '../emit.js';
import { Bench } from '../faults/bench.js';

/** Seconds that a run took: all of it, and the part from saving boot parameters on. */
export interface ScriptTimes {
  readonly whole: number;
  readonly nodes: number;
}

/** A size of the system, and how it answers. */
export interface Scenario {
  readonly nodes: number;
  /** Of each call, in milliseconds. */
  readonly latency: number;
  readonly parallel?: number;
}

const ways = ['run', '--yes', '--accept-wipe', '--poll-seconds', '0'];

/** Runs the runbook for all workers, in two parts. */
export function timeRunbook(scenario: Scenario): Promise<ScriptTimes> {
  return withSite(scenario, async (bench) => {
    const first = await seconds(() => finished(bench, [...ways, '--until', 'find-nodes']));
    const nodes = await seconds(() => finished(bench, ways));
    return { whole: first + nodes, nodes };
  });
}

/** Seconds of one run for all workers that were not spent in calls, which are made one after the other. */
export function ownSeconds(nodes: number): Promise<number> {
  return withSite({ nodes, latency: 0, parallel: 1 }, async (bench) => {
    const whole = await seconds(() => finished(bench, ways));
    return whole - callSeconds(readFileSync(join(bench.state, 'evidence.jsonl'), 'utf8'));
  });
}

async function finished(bench: Bench, words: readonly string[]): Promise<void> {
  const { status, talk } = await bench.run(words);
  if (status !== 0) throw new Error(`the runbook ended with ${status}: ${talk.slice(-2000)}`);
}

function callSeconds(evidence: string): number {
  const events = evidence.split('\n').map(parseEvent);
  const times = events.map((event) => (event !== undefined && 'milliseconds' in event ? event.milliseconds : 0));
  return times.reduce((sum, time) => sum + time, 0) / 1000;
}

/** Runs the documented commands in order; the part of the nodes is a loop of two lists and an update for each. */
export function timeDocumented(scenario: Scenario): Promise<ScriptTimes> {
  return withSite(scenario, (bench, env) => {
    const cwd = join(bench.directory, 'work');
    mkdirSync(cwd);
    return documented(spawn('bash', [resolve('test/bench/plain.bash'), resolve('test/bats')], { cwd, env }));
  });
}

function documented(child: ReturnType<typeof spawn>): Promise<ScriptTimes> {
  const begun = performance.now();
  let nodes = Number.NaN; // not there yet
  let talk = '';
  child.stdout?.on('data', (data: Buffer) => {
    if (/^nodes$/m.test(data.toString())) nodes = performance.now();
  });
  child.stderr?.on('data', (data: Buffer) => {
    talk += data.toString();
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (status) => {
      const ended = performance.now();
      if (status !== 0) failed(new Error(`the commands failed: ${talk.slice(-2000)}`));
      else done({ whole: (ended - begun) / 1000, nodes: (ended - nodes) / 1000 });
    });
  });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function withSite<T>(scenario: Scenario, use: (bench: Bench, env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'ncn-runbook-bench-'));
  const parameters = parametersFor(scenario.parallel);
  const bench = await Bench.open(directory, scriptFor(parameters), parameters, siteWith(parameters, scenario));
  try {
    const env = { ...process.env, PATH: `${bench.site}/bin:${process.env['PATH']}`, HOME: directory };
    return await use(bench, { ...env, NCN_RUNBOOK_ROOT: join(bench.site, 'root') });
  } finally {
    await bench.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The worker example. */
export function parametersFor(parallel = 4): Parameters {
  const file = 'templates/params/worker.yaml';
  const read = parseParameters(readFileSync(file, 'utf8'), { file, set: [`bootParameters.parallel=${parallel}`] });
  if (!read.ok) throw new Error('the example is wrong');
  return read.value;
}

function siteWith(parameters: Parameters, { nodes, latency }: Scenario): SiteDescription {
  const site = siteFor(parameters);
  const others = site.nodes.filter(({ subrole }) => subrole !== 'Worker');
  const [worker] = site.nodes.filter(({ subrole }) => subrole === 'Worker');
  if (worker === undefined) throw new Error('the site has no worker');
  const workers = Array.from({ length: nodes }, (_, index) => placed(worker, index));
  const latencies = { cray: latency, ssh: latency, kubectl: latency, git: latency };
  return { ...site, nodes: [...others, ...workers], latencies };
}

type Node = SiteDescription['nodes'][number];

/** Another worker like this one. */
function placed(node: Node, index: number): Node {
  const xname = `x${4000 + Math.floor(index / 64)}c0s${index % 64}b0n0`;
  const host = `ncn-w${String(index + 1).padStart(3, '0')}`;
  const { bootParameters } = node;
  const params = (bootParameters?.params ?? '').replaceAll(node.xname, xname).replaceAll(node.host ?? '', host);
  return { ...node, xname, host, bootParameters: bootParameters === null ? null : { ...bootParameters, params } };
}
