import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../../src/cli/program.js';
import { exampleText, parameterFile } from './example.js';
import { folder, memoryIo } from './helpers.js';

const out = folder();
const example = 'templates/params/worker.yaml';
afterAll(() => rmSync(out, { recursive: true }));

/** How often a command line keeps V8 from optimizing. */
async function timesNotOptimized(...args: string[]): Promise<number> {
  let times = 0;
  const { io } = memoryIo();
  const optimizeNoMore = async () => {
    times += 1;
  };
  expect(await run(args, { ...io, optimizeNoMore })).toBe(0);
  return times;
}

test('V8 does not optimize what makes a few bundles with review.html', async () => {
  expect(await timesNotOptimized('generate', example, '--out', out)).toBe(1);
});

test.each([
  ['none has review.html', ['--no-html', '--out', `${out}/plain`]],
  ['a script is printed', ['--stdout']],
  ['one has review.pdf, which takes seconds', ['--pdf', '--out', out]],
  ['one had review.pdf before', ['--out', out]],
])('it does when %s', async (_, options) => {
  expect(await timesNotOptimized('generate', example, ...options)).toBe(0);
});

test('it does when there are many', async () => {
  const files = Array.from({ length: 11 }, (_, index) => parameterFile(exampleText(`r${index}`)));
  expect(await timesNotOptimized('generate', ...files, '--out', out)).toBe(0);
  expect(await timesNotOptimized('generate', ...files.slice(1), '--out', out)).toBe(1);
});
