import { spawnSync } from 'node:child_process';
import type { Ratio } from './row.js';

/** A command whose whole process is measured. */
export interface Command {
  readonly name: string;
  readonly words: readonly string[];
  /** Folder to run in. */
  readonly cwd?: string;
}

/** Where certificates of a site are to be read, bare Node.js takes longer, which flatters every ratio. */
const { NODE_EXTRA_CA_CERTS: _unset, ...environment } = process.env;

/** Milliseconds of each round of each command, by name; the commands take turns, so that all meet the same load. */
export function alternate(commands: readonly Command[], rounds: number): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>(commands.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const command of commands) {
      const taken = millisecondsOf(command);
      if (round > 0) times.get(command.name)?.push(taken); // the first only warms the caches of the disk
    }
  }
  return times;
}

function millisecondsOf({ name, words: [program = '', ...args], cwd }: Command): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(program, args, {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const taken = performance.now() - begun;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return taken;
}

/** Round by round, as what disturbs one command of a round is likely to disturb the other. */
export function ratioOf(times: readonly number[], base: readonly number[]): Ratio {
  const ratios = times.flatMap((time, round) => {
    const other = base[round];
    return other === undefined ? [] : [time / other];
  });
  return { median: medianOf(ratios), low: Math.min(...ratios), high: Math.max(...ratios), runs: ratios.length };
}

export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** Slope of a straight line through points on logarithmic scales: 1 is growth in proportion, 2 with the square. */
export function slopeOf(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, point) => sum + point[of], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const above = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return above / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
