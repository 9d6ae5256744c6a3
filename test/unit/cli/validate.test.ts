import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { example } from '../parameters/helpers.js';
import { cli, folder } from './helpers.js';

function file(content: string | Uint8Array, name = 'params.yaml'): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

describe('validate', () => {
  test('says ok on stdout', async () => {
    const good = file(example('worker'));
    expect(await cli(['validate', good])).toEqual({ status: 0, stdout: `${good}: ok\n`, stderr: '' });
  });

  test('shows a name that could play tricks on the terminal with escapes', async () => {
    const ran = await cli(['validate', file(example('worker'), 'a\n\u001b[2J.yaml'), 'b\u001b[2J']);
    expect(ran.stdout).toMatch(/a\\u000a\\u001b\[2J\.yaml: ok\n$/u);
    expect(ran.stderr).toMatch(/^b\\u001b\[2J:1:1: expected/u);
  });

  test('lets warnings pass', async () => {
    const good = file(example('storage'));
    const ran = await cli(['validate', good]);
    expect(ran).toMatchObject({ status: 0, stdout: `${good}: ok\n` });
    expect(ran.stderr).toContain(`${good}:19:13: warning: image.nodeType:`);
  });

  test('reports every problem of every file', async () => {
    const good = file(example('worker'));
    const bad = file(example('worker').replace('worker-image', 'Worker').replace('parallel: 4', 'parallel: 0'));
    const ran = await cli(['validate', bad, good, 'nowhere.yaml']);
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe(`${good}: ok\n`);
    expect(ran.stderr).toContain(`${bad}:6:10: runbook: expected a name of`);
    expect(ran.stderr).toMatch(/: bootParameters\.parallel: expected .* found the number 0 \[NRB125\]\n {4}\S/u);
    expect(ran.stderr).toContain('nowhere.yaml:1:1: expected a file that can be read, found no such file or directory');
  });

  test('reads stdin for -', async () => {
    expect(await cli(['validate', '-'], { stdin: example('worker') })).toMatchObject({ status: 0, stdout: '-: ok\n' });
    expect((await cli(['validate', '-'], { stdin: 'a: [' })).stderr).toMatch(/^-:1:\d+: expected YAML/u);
  });

  test('refuses a folder', async () => {
    expect((await cli(['validate', folder()])).stderr).toContain('found a directory [NRB101]');
  });

  test('refuses what is no UTF-8, at its place', async () => {
    const bad = file(Buffer.concat([Buffer.from('a: 1\nb: '), Buffer.from([0xff, 0xfe])]));
    expect((await cli(['validate', bad])).stderr).toContain(`${bad}:2:4: expected a text file in UTF-8`);
  });

  test('refuses a byte order mark', async () => {
    const ran = await cli(['validate', '-'], { stdin: `\ufeff${example('worker')}` });
    expect(ran.stderr).toContain('-:1:1: expected UTF-8 without a byte order mark');
  });

  test('does not read an endless file', async () => {
    const ran = await cli(['validate', '/dev/zero']);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('[NRB105]');
  });
});
