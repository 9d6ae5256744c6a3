import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkBundle } from '../../src/cli/check-bundle.js';
import { root } from './readme/document.js';
import { exampleBundle } from './readme/example.js';

const bundles = readdirSync(`${root}templates/params`)
  .map((file) => exampleBundle(file.replace(/\.yaml$/u, '')))
  .map((bundle) => ({ name: bundle.runbook, bundle }));

test('out/ holds the bundles of the examples and nothing else', () => {
  expect(readdirSync(`${root}out`).sort()).toEqual(bundles.map(({ name }) => name).sort());
});

test.each(bundles)('the bundle $name is what generate writes', async ({ name, bundle }) => {
  expect(await checkBundle(`${root}out/${name}`, bundle)).toEqual([]);
});

test.each(bundles)('the checksums of $name are right for sha256sum', ({ name }) => {
  expect(execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: `${root}out/${name}` }).toString()).toBe('');
});
