import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planFor, scriptFor } from '../emit.js';
import { Bench } from './bench.js';
import { runMatrix } from './matrix.js';
import type { Scenario } from './scenarios.js';

/** Tries these faults at each call of a scenario, and prints how many points that were. */
export function matrixTest({ name, parameters }: Scenario, hows: readonly string[]): void {
  test(`${name}: ${hows.join(', ')} at every call`, { timeout: 1_800_000 }, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'matrix-'));
    const bench = await Bench.open(join(directory, 'bench'), scriptFor(parameters), parameters);
    try {
      const steps = planFor(parameters).run.map(({ id }) => id);
      const { points, failures } = await runMatrix({ bench, parameters, steps, hows, toTheEnd: 10 });
      console.log(`${name}: ${points} points tried (${hows.join(', ')}), ${failures.length} failed`);
      expect(failures).toEqual([]);
      expect(points).toBeGreaterThan(30 * hows.length);
    } finally {
      await bench.close();
      rmSync(directory, { recursive: true });
    }
  });
}
