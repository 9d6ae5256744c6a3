import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkBundle } from '../../src/cli/check-bundle.js';
import { root } from './readme/document.js';
import { exampleBundle } from './readme/example.js';

const examples = readdirSync(`${root}templates/params`).map((file) => exampleBundle(file.replace(/\.yaml$/u, '')));
const bundles = (await Promise.all(examples)).map((bundle) => ({ name: bundle.runbook, bundle }));

test('out/ holds the bundles of the examples, what was measured, and nothing else', () => {
  expect(readdirSync(`${root}out`).sort()).toEqual([...bundles.map(({ name }) => name), 'bench.json'].sort());
});

test.each(bundles)('the bundle $name is what generate writes', ({ name, bundle }) => {
  expect(checkBundle(`${root}out/${name}`, bundle)).toEqual([]);
});

test.each(bundles)('the checksums of $name are right for sha256sum', ({ name }) => {
  expect(execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: `${root}out/${name}` }).toString()).toBe('');
});
