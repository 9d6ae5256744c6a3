import type { Parameters } from '../../src/model/parameters.js';
import type { Bench } from './bench.js';

/** One place where something goes wrong: the n-th call of a step, and how. */
export interface Point {
  readonly step: string;
  readonly call: number;
  readonly words: string;
  readonly how: string;
}

/** What was tried, and what went wrong. */
export interface MatrixResult {
  readonly points: number;
  readonly failures: readonly string[];
}

export interface Matrix {
  readonly bench: Bench;
  readonly parameters: Parameters;
  readonly steps: readonly string[];
  /** Faults, one after the other at each point. */
  readonly hows: readonly string[];
  /** Of the points of a fault every n-th is carried on to the end of the procedure, the others to the end of their step. */
  readonly toTheEnd: number;
}

const answers = ['--yes', '--accept-wipe', '--poll-seconds', '0', '--call-seconds', '2'];
const mostRuns = 3;

/**
 * Runs the procedure undisturbed, keeping the disk after each step; then, for each call of each step and each way
 * to fail, sets the disk back to the beginning of the step, lets the call fail, runs again until the step is done,
 * and compares the site with what the undisturbed step left.
 */
export async function runMatrix(matrix: Matrix): Promise<MatrixResult> {
  const { bench, steps } = matrix;
  const expected = new Map<string, string>();
  const counts = await undisturbed(matrix, expected);
  const failures: string[] = [];
  let points = 0;
  for (const [index, step] of steps.entries()) {
    for (const point of pointsOf(step, counts.get(step) ?? [], index === 0, matrix.hows)) {
      points += 1;
      bench.restore(index === 0 ? 'start' : (steps[index - 1] ?? 'start'));
      const last = points % matrix.toTheEnd === 0 ? (steps.at(-1) ?? step) : step;
      const problem = await tryPoint(bench, point, step, last, expected.get(last) ?? '');
      if (problem !== undefined)
        failures.push(`${point.how} at call ${point.call} of ${point.step} (${point.words}): ${problem}`);
    }
  }
  return { points, failures };
}

/** The calls of each step, made without any fault; the disk is kept after each. */
async function undisturbed({ bench, steps }: Matrix, expected: Map<string, string>): Promise<Map<string, string[]>> {
  const calls = new Map<string, string[]>();
  bench.save('start');
  for (const step of steps) {
    const { status, talk } = await bench.run(['run', ...answers, '--until', step]);
    if (status !== 0) throw new Error(`the undisturbed run failed in ${step} with ${status}:\n${talk}`);
    calls.set(
      step,
      bench.calls().map(({ tool, argv }) => [tool, ...argv].slice(0, 4).join(' ')),
    );
    bench.save(step);
    expected.set(step, bench.comparable());
  }
  return calls;
}

/** Each run begins with the calls of preflight, which are tried in the first step only. */
function pointsOf(step: string, calls: readonly string[], isFirst: boolean, hows: readonly string[]): Point[] {
  return calls.flatMap((words, index) =>
    isFirst || index > 0 ? hows.map((how) => ({ step, call: index + 1, words, how })) : [],
  );
}

/** Lets one call fail, goes on as a person would, and tells what is wrong afterwards. */
async function tryPoint(
  bench: Bench,
  point: Point,
  step: string,
  last: string,
  expected: string,
): Promise<string | undefined> {
  let { status, talk } = await bench.run(['run', ...answers, '--until', step], `@${point.call}=${point.how}`);
  if (point.how.startsWith('kill') && status !== 137) return `it was not killed but ended with ${status}`;
  for (let runs = 1; (status !== 0 || last !== step) && runs < mostRuns; runs += 1) {
    ({ status, talk } = await bench.run(['run', ...answers, '--until', last]));
    if (status === 0) break;
  }
  if (status !== 0) return `it did not get through, status ${status}:\n${talk}`;
  if (bench.comparable() !== expected) return `the site differs:\n${difference(expected, bench.comparable())}`;
  const evidence = await bench.run(['evidence']);
  return evidence.status === 0 ? undefined : `the evidence does not hold:\n${evidence.talk}`;
}

function difference(expected: string, found: string): string {
  const was = new Set(expected.split('\n'));
  const is = new Set(found.split('\n'));
  const lost = [...was].filter((line) => !is.has(line)).map((line) => `- ${line}`);
  const added = [...is].filter((line) => !was.has(line)).map((line) => `+ ${line}`);
  return [...lost, ...added].slice(0, 20).join('\n');
}
