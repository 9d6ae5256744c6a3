import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvidence } from '../../src/evidence/read-evidence.js';
import type { Bench } from './bench.js';

/** What the undisturbed run did: its calls by step, and the site after each step. */
export interface Baseline {
  readonly steps: readonly string[];
  readonly calls: ReadonlyMap<string, readonly string[]>;
  readonly sites: ReadonlyMap<string, string>;
  /** Tells which calls a matrix shall try; all of them when it is left out. */
  readonly tried?: (step: string, call: string) => boolean;
}

const answers = ['--yes', '--accept-wipe', '--poll-seconds', '0', '--call-seconds', '2'];
const mostRuns = 4;

/** Carries the procedure out step by step without any fault, and keeps the disk after each step. */
export async function undisturbed(bench: Bench, steps: readonly string[]): Promise<Baseline> {
  const calls = new Map<string, readonly string[]>();
  const sites = new Map<string, string>();
  bench.save('before it');
  for (const step of steps) {
    const { status, talk } = await bench.run(['run', ...answers, '--until', step]);
    if (status !== 0) throw new Error(`the undisturbed run failed in ${step} with ${status}:\n${talk}`);
    const made = bench.calls().map(({ tool, argv }) => [tool, ...argv].slice(0, 4).join(' '));
    // Each run begins with the calls of preflight, the first step.
    calls.set(step, step === steps[0] ? made : made.slice(calls.get(steps[0] ?? '')?.length ?? 0));
    bench.save(step);
    sites.set(step, bench.comparable());
  }
  return { steps, calls, sites };
}

/** Number that the n-th call of a step has in a run that begins with this step; both count from one. */
export function callNumber(baseline: Baseline, step: string, nth: number): number {
  const [first = ''] = baseline.steps;
  return step === first ? nth : nth + (baseline.calls.get(first)?.length ?? 0);
}

/** A try: a step to begin with, a fault for each of the first runs, and the step to end with. */
export interface Try {
  readonly from: string;
  readonly faults: readonly string[];
  readonly to: string;
  /** Statuses with which the first run may end; others are a failure. */
  readonly statuses?: readonly number[];
  /** After the first run the power fails, and leaves this of what was not synced. */
  readonly powerLeaves?: 'nothing' | 'names';
}

/**
 * Sets the disk back to the beginning of a step, runs with the faults one after the other, then without any until it
 * gets through, and tells what is wrong with the outcome: the site differs from that of the undisturbed run, the
 * evidence does not hold, or a secret got out.
 */
export async function problemWith(
  bench: Bench,
  baseline: Baseline,
  attempt: Try,
  secrets: readonly string[],
): Promise<string | undefined> {
  const { from, to, faults } = attempt;
  bench.restore(baseline.steps[baseline.steps.indexOf(from) - 1] ?? 'before it');
  const words = ['run', ...answers, '--until', to];
  let said = '';
  let status = -1;
  for (let run = 0; status !== 0 && run < mostRuns; run += 1) {
    const ended = await bench.run(words, faults[run]);
    if (run === 0 && attempt.statuses !== undefined && !attempt.statuses.includes(ended.status)) {
      return `the first run ended with ${ended.status}:\n${ended.talk}`;
    }
    if (run === 0 && attempt.powerLeaves !== undefined) bench.losePower(attempt.powerLeaves);
    status = ended.status;
    said += ended.talk;
  }
  if (status !== 0) return `it did not get through, status ${status}:\n${said}`;
  return outcomeProblem(bench, baseline.sites.get(to) ?? '', said, secrets);
}

function outcomeProblem(bench: Bench, expected: string, said: string, secrets: readonly string[]): string | undefined {
  if (bench.comparable() !== expected) return `the site differs:\n${difference(expected, bench.comparable())}`;
  const everything = said + bench.everything();
  if (secrets.some((secret) => everything.includes(secret))) return 'a secret got out';
  return evidenceProblem(bench);
}

/** By the program's reading of the evidence; other tests hold it to that of the script. */
function evidenceProblem(bench: Bench): string | undefined {
  const { chain } = readEvidence(readFileSync(join(bench.state, 'evidence.jsonl')));
  return chain.whole ? undefined : `the evidence does not hold: ${JSON.stringify(chain)}`;
}

function difference(expected: string, found: string): string {
  const was = new Set(expected.split('\n'));
  const is = new Set(found.split('\n'));
  const lost = [...was].filter((line) => !is.has(line)).map((line) => `- ${line}`);
  const added = [...is].filter((line) => !was.has(line)).map((line) => `+ ${line}`);
  return [...lost, ...added].slice(0, 20).join('\n');
}
