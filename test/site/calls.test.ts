import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Parameters } from '../../src/model/parameters.js';
import { siteFor } from '../../src/site/default-site.js';
import { rehearse } from '../../src/site/rehearsal.js';
import { combinations } from '../combinations.js';
import { scriptFor } from '../emit.js';

/** A whole run over this many workers; the calls of each step as `TOOL WORD WORD WORD: TIMES`. */
async function callsOf(parameters: Parameters): Promise<Record<string, string[]>> {
  const directory = mkdtempSync(join(tmpdir(), 'calls-'));
  const result = await rehearse({
    script: scriptFor(parameters),
    description: siteFor(parameters),
    faults: [],
    directory,
  });
  rmSync(directory, { recursive: true });
  expect(result.statuses).toEqual([0]);
  const counted = new Map<string, number>();
  for (const { step, tool, argv } of result.calls) {
    const command = [tool, ...argv.slice(0, tool === 'cray' ? 3 : 1)].join(' ');
    const key = `${step}\n${command}`;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const steps: Record<string, string[]> = {};
  for (const [key, times] of counted) {
    const [step = '', command = ''] = key.split('\n');
    steps[step] = [...(steps[step] ?? []), `${command}: ${times}`].sort();
  }
  return steps;
}

function workers(count: number): Parameters {
  const found = combinations().find(({ name }) => name === 'upgrade-worker-created-subrole');
  if (found === undefined) throw new Error('no such combination');
  const { parameters } = found;
  const xnames = Array.from({ length: count }, (_, index) => `x3000c0s${20 + index}b0n0`);
  return { ...parameters, bootParameters: { ...parameters.bootParameters, nodes: { xnames } } };
}

const waiting = ['cray cfs sessions describe: 3']; // the simulated session is complete at the third look

describe('the calls of each step, whatever the number of nodes', () => {
  test.for([1, 12])('%d nodes', { timeout: 60_000 }, async (count) => {
    const calls = await callsOf(workers(count));
    expect(calls).toEqual({
      preflight: ['cray --version: 1', 'cray ims images list: 1'],
      'get-artifacts': ['cray artifacts describe boot-images: 3', 'cray artifacts get boot-images: 3'],
      'create-image-record': ['cray ims images create: 1', 'cray ims images list: 2'],
      'register-manifest': [
        'cray artifacts create boot-images: 1',
        'cray artifacts describe boot-images: 1',
        'cray ims images describe: 1',
        'cray ims images update: 1',
      ],
      'resolve-commit': ['git -c: 1', 'kubectl get: 2'],
      'create-configuration': ['cray cfs configurations list: 2', 'cray cfs configurations update: 1'],
      'create-session': ['cray cfs sessions create: 1', 'cray cfs sessions describe: 1'],
      'wait-session': waiting,
      'result-image': ['cray artifacts describe boot-images: 3', 'cray ims images describe: 1'],
      'save-boot-parameters': ['cray artifacts describe boot-images: 3', 'cray bss bootparameters list: 1'],
      'update-boot-parameters': [`cray bss bootparameters update: ${count}`],
      'verify-boot-parameters': ['cray bss bootparameters list: 1'],
    });
  });

  test('recorded checksums: nothing is fetched, nothing else is asked', { timeout: 60_000 }, async () => {
    const parameters = workers(1);
    const calls = await callsOf({ ...parameters, image: { ...parameters.image, checksums: 'recorded' } });
    expect(calls['get-artifacts']).toEqual(['cray artifacts describe boot-images: 3']);
    expect(calls['record-checksums']).toBeUndefined();
  });
});
