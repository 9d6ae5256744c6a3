import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync as systemGzip } from 'node:zlib';
import { gzipSync, zlibSync } from 'fflate';
import { type Header, pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { collected } from '../../../src/bundle/archive.js';
import { readArchive } from '../../../src/bundle/read-archive.js';
import { folder } from '../cli/helpers.js';
import { program, tarOf } from './helpers.js';

type Given = Partial<Header> & Pick<Header, 'name'>;

async function archive(...headers: Given[]): Promise<Uint8Array> {
  const tar = pack();
  for (const header of headers) {
    if (header.type === undefined || header.type === 'file') tar.entry(header, 'text');
    else tar.entry(header);
  }
  tar.finalize();
  return gzipSync(await collected(tar));
}

const good = { name: 'one/runbook.sh' };

test.each<[string, Given, string]>([
  ['a path that leads up', { name: 'one/../../etc/cron.d/x' }, 'a file elsewhere: one/../../etc/cron.d/x'],
  ['the parent', { name: '../x' }, 'a file elsewhere: ../x'],
  ['an absolute path', { name: '/etc/passwd' }, 'a file elsewhere: /etc/passwd'],
  ['a folder further down', { name: 'one/more/x' }, 'a file elsewhere: one/more/x'],
  ['another folder', { name: 'two/x' }, 'a file elsewhere: two/x'],
  ['no folder', { name: 'x' }, 'a file elsewhere: x'],
  ['a backslash', { name: 'one\\x' }, 'a file elsewhere: one\\x'],
  ['a name that writes to a terminal', { name: 'one/\u001b]0;x\u0007' }, 'a file elsewhere: one/\\u001b]0;x\\u0007'],
  ['a name that reads from right to left', { name: 'one/a\u202etxt.sh' }, 'a file elsewhere: one/a\\u202etxt.sh'],
  ['an option', { name: 'one/--checkpoint' }, 'a file elsewhere: one/--checkpoint'],
  ['the same file again', good, 'the same name once more: one/runbook.sh'],
  ['a long name', { name: `one/${'x'.repeat(300)}/y` }, 'a file elsewhere'],
  ['a symbolic link', { name: 'one/x', type: 'symlink', linkname: '/etc/passwd' }, 'of type symlink: one/x'],
  ['a hard link', { name: 'one/x', type: 'link', linkname: 'one/runbook.sh' }, 'of type link: one/x'],
  ['a folder', { name: 'one/', type: 'directory' }, 'of type directory: one/'],
  ['a device', { name: 'one/x', type: 'block-device', devmajor: 8 }, 'of type block-device: one/x'],
  ['a pipe', { name: 'one/x', type: 'fifo' }, 'of type fifo: one/x'],
])('%s is refused, and nothing is taken of it', async (_, header, said) => {
  const found = await readArchive('a.tar.gz', await archive(good, header));
  expect(found.files.map(({ name }) => name)).toEqual(['runbook.sh']);
  expect(found.problems.map(({ code }) => code)).toEqual(['NRB503']);
  expect(found.problems[0]?.found).toContain(said);
});

test('a bad name is refused where it comes first, too', async () => {
  const found = await readArchive('a.tar.gz', await archive({ name: '../x' }, good));
  expect(found.files.map(({ name }) => name)).toEqual(['runbook.sh']);
  expect(found.problems.map(({ found: said }) => said)).toEqual(['a file elsewhere: ../x']);
});

test.each<[string, () => Promise<Uint8Array>, string]>([
  ['no byte', async () => new Uint8Array(), 'NRB501'],
  ['no gzip', async () => new TextEncoder().encode('runbook: one\n'), 'NRB501'],
  ['zlib', async () => zlibSync(new Uint8Array(9)), 'NRB501'],
  ['a gzip of nothing', async () => gzipSync(new Uint8Array()), 'NRB501'],
  ['a gzip of no tar', async () => gzipSync(new TextEncoder().encode('x'.repeat(2000))), 'NRB501'],
  [
    'a tar that ends in the middle of a file',
    async () =>
      gzipSync(
        execFileSync('head', ['-c', '700'], {
          input: execFileSync('gzip', ['-dc'], { input: await archive(good, { name: 'one/x' }) }),
        }),
      ),
    'NRB501',
  ],
  ['a gzip that ends early', async () => (await archive(good)).subarray(0, -12), 'NRB501'],
  [
    'twenty thousand empty members',
    async () => {
      const empty = gzipSync(new Uint8Array());
      const all = new Uint8Array(empty.length * 20_000);
      for (let at = 0; at < all.length; at += empty.length) all.set(empty, at);
      return all;
    },
    'NRB501',
  ],
  ['a bomb', async () => systemGzip(new Uint8Array(80 * 1024 * 1024)), 'NRB502'],
  [
    'a large file that begins as an archive',
    async () => Uint8Array.from(Buffer.alloc(17 * 1024 * 1024, '\u001f')),
    'NRB502',
  ],
  [
    'too many files',
    async () => archive(...Array.from({ length: 1001 }, (_, index) => ({ name: `one/f${index}` }))),
    'NRB502',
  ],
])('%s is refused', async (_, make, code) => {
  const found = await readArchive('a.tar.gz', await make());
  expect(found.problems.map((problem) => problem.code)).toEqual([code]);
});

test('a size that is not there is no reason to wait or to reserve memory', async () => {
  const tar = new Uint8Array(execFileSync('gzip', ['-dc'], { input: await archive(good) }));
  for (const size of ['77777777777', '-0000000001', '8aaaaaaaaaa']) {
    const block = tar.slice();
    block.set(new TextEncoder().encode(size), 124);
    block.set(new TextEncoder().encode('        '), 148);
    const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    block.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    const found = await readArchive('a.tar.gz', gzipSync(block));
    expect(
      found.problems.map(({ code }) => code),
      size,
    ).toEqual(['NRB501']);
  }
});

test('every command that reads archives refuses it, and writes nothing', async () => {
  const directory = folder();
  const file = join(directory, 'a.tar.gz');
  writeFileSync(file, await archive(good, { name: '../x' }));
  expect(await program(['verify', file])).toMatchObject({ status: 1 });
  expect(await program(['pack', file, '--out', directory])).toMatchObject({ status: 2, stdout: '' });
  expect(readdirSync(directory)).toEqual(['a.tar.gz']);
});

test('an archive made by another tar is read, but is not the one that was packed', async () => {
  const ran = await program(['verify', tarOf('one', { 'runbook.sh': 'x' })]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain('[NRB503]');
});
