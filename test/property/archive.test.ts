import * as fc from 'fast-check';
import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { archiveOf } from '../../src/bundle/archive.js';
import { rawFile } from '../../src/bundle/raw-file.js';
import { readArchive } from '../../src/bundle/read-archive.js';

const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/), { minLength: 1, maxLength: 5 });
const bytes = fc.uint8Array({ maxLength: 1500 });
const files = names.chain((list) =>
  fc
    .tuple(...list.map((name) => fc.tuple(fc.constant(name), bytes, fc.boolean())))
    .map((all) => all.map((one) => rawFile(...one))),
);

test('what is packed is read back, and its order does not count', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const archive = await archiveOf('one', given);
      expect(await archiveOf('one', [...given].reverse())).toEqual(archive);
      const read = await readArchive('a.tar.gz', archive);
      expect(read.problems).toEqual([]);
      expect(read.files).toEqual([...given].sort((left, right) => (left.name < right.name ? -1 : 1)));
    }),
    { numRuns: 60 },
  );
});

/** A tar of two files, with some bytes overwritten. */
const damaged = fc.tuple(fc.array(fc.tuple(fc.nat(3583), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(3584));

test('a damaged tar is read to an end, and gives no name that leads elsewhere', async () => {
  const text = new TextEncoder().encode('text');
  const { Gunzip } = await import('fflate');
  const chunks: Uint8Array[] = [];
  new Gunzip((chunk) => chunks.push(chunk)).push(
    await archiveOf('one', [rawFile('a', text), rawFile('b', text)]),
    true,
  );
  const tar = new Uint8Array(Buffer.concat(chunks));
  expect(tar.length).toBeGreaterThan(3000);
  await fc.assert(
    fc.asyncProperty(damaged, async ([edits, length]) => {
      const copy = tar.slice(0, length);
      for (const [at, value] of edits) if (at < copy.length) copy[at] = value;
      await expectOrderly(gzipSync(copy, { level: 0 }));
    }),
    { numRuns: 1500 },
  );
});

test('any bytes are read to an end', async () => {
  const header = fc.constant([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  const anything = fc.tuple(fc.oneof(header, fc.constant([])), fc.uint8Array({ maxLength: 400 }));
  await fc.assert(
    fc.asyncProperty(anything, ([start, rest]) => expectOrderly(new Uint8Array([...start, ...rest]))),
    { numRuns: 500 },
  );
});

async function expectOrderly(archive: Uint8Array): Promise<void> {
  const { files: read, problems } = await readArchive('a.tar.gz', archive);
  expect(read.length + problems.length).toBeGreaterThan(0);
  for (const { name } of read) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
  for (const { code } of problems) expect(['NRB501', 'NRB502', 'NRB503']).toContain(code);
}
