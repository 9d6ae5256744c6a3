import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCalls } from '../../../src/site/calls.js';
import { startTestSite } from './helpers.js';

const hostile = [
  '',
  ' ',
  '\n',
  'a\n\n',
  '\t tab\r',
  `'"\`$(id)\${HOME}!*?[x]`,
  '\\n \\\\ \\',
  '-n',
  '--',
  'ünïcödé 🚀 \u202e',
  '\u0001\u007f',
  'x'.repeat(100_000),
];

describe('the stand-ins', () => {
  test('hand every argument over unchanged', async () => {
    const site = await startTestSite();
    await site.run('kubectl', ['describe', ...hostile]);
    expect(readCalls(site.directory)[0]?.argv).toEqual(['describe', ...hostile]);
  });

  test('hand random arguments over unchanged', async () => {
    const site = await startTestSite();
    const word = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
        await site.run('kubectl', ['describe', ...words]);
        expect(readCalls(site.directory).at(-1)?.argv).toEqual(['describe', ...words]);
      }),
      { numRuns: 40 },
    );
  });

  test('keep parameters byte by byte from update to list', async () => {
    const site = await startTestSite();
    for (const params of ['a  b', '-x "q\'q" \\ | & $HOME `id`', 'tab\there', 'é 🚀', '{"a":1}']) {
      await site.cray('bss', 'bootparameters', 'update', '--hosts', 'x3000c0s7b0n0', '--params', params);
      const entries = await site.json('bss', 'bootparameters', 'list', '--name', 'x3000c0s7b0n0');
      expect(entries).toMatchObject([{ params }]);
    }
  });

  test('print what ends without a newline, and with several', async () => {
    const site = await startTestSite();
    const plain = await site.run('kubectl', 'get secret -n services vcs-user-credentials --template=a'.split(' '));
    expect(plain.stdout).toBe('a');
    const template = '--template=a\n\n\n';
    const lines = await site.run('kubectl', ['get', 'secret', '-n', 'services', 'vcs-user-credentials', template]);
    expect(lines.stdout).toBe('a\n\n\n');
  });

  test('work with a locale that counts characters, and with a hostile environment', async () => {
    const site = await startTestSite();
    const { directory } = site;
    await site.cray('bss', 'bootparameters', 'update', '--hosts', 'x3000c0s7b0n0', '--params', 'é'.repeat(3000));
    for (const LC_ALL of ['C', 'C.UTF-8', 'en_US.UTF-8', 'no_SUCH']) {
      const env = { LC_ALL, BASH_ENV: join(directory, 'nothing'), 'BASH_FUNC_printf%%': '() { echo no; }', IFS: 'e' };
      const words = 'bss bootparameters list --name x3000c0s7b0n0 --format yaml'.split(' ');
      const { stdout } = await site.run('cray', words, { env });
      expect(stdout.split('é')).toHaveLength(3001);
    }
  });

  test('say so when the site does not run', async () => {
    const site = await startTestSite();
    const { address } = { address: readFileSync(join(site.directory, 'address'), 'utf8') };
    expect(address).toMatch(/^[0-9]+ [0-9a-f]{32}\n$/);
    const script = 'rm "$NCN_RUNBOOK_ROOT/../address"; cray ims images list';
    expect(await site.bash(script)).toMatchObject({ status: 70, stderr: 'site: not running\n' });
  });

  test('are refused with a wrong token', async () => {
    const site = await startTestSite();
    const script =
      'read -r p t < "$NCN_RUNBOOK_ROOT/../address"; echo "$p x" > "$NCN_RUNBOOK_ROOT/../address"; git status';
    expect(await site.bash(script)).toMatchObject({ status: 70, stderr: 'site: wrong token\n' });
    expect(readCalls(site.directory)).toEqual([]);
  });
});

describe('the log', () => {
  test('tells number, step, words and status, and nothing of the environment', async () => {
    const site = await startTestSite();
    const env = { NCN_RUNBOOK_STEP: 'preflight', VCS_PASS: 'top-secret', CRAY_FORMAT: 'json' };
    await site.run('cray', ['ims', 'images', 'list'], { env });
    await site.cray('ims', 'images', 'describe', 'x');
    expect(readCalls(site.directory)).toEqual([
      { n: 1, step: 'preflight', tool: 'cray', argv: ['ims', 'images', 'list'], rc: 0 },
      { n: 2, step: null, tool: 'cray', argv: ['ims', 'images', 'describe', 'x'], rc: 2 },
    ]);
    expect(readFileSync(join(site.directory, 'calls.jsonl'), 'utf8')).not.toContain('top-secret');
  });

  test('counts from one again when it was emptied', async () => {
    const site = await startTestSite();
    await site.bash('git status; : > "$NCN_RUNBOOK_ROOT/../calls.jsonl"; git status');
    expect(readCalls(site.directory).map(({ n }) => n)).toEqual([1]);
  });
});

test('a call takes a few milliseconds', async () => {
  const site = await startTestSite();
  const begun = performance.now();
  await site.bash(
    'for i in {1..50}; do cray bss bootparameters list --name x3000c0s7b0n0 --format json >/dev/null; done',
  );
  const each = (performance.now() - begun) / 50;
  process.stderr.write(`each call: ${each.toFixed(1)} ms\n`);
  expect(each).toBeLessThan(200);
});

test('calls that wait do not hold up others', async () => {
  const site = await startTestSite();
  site.edit('settings', (text) => text.replace('"latencies": {}', '"latencies": {"cray ims images list": 700}'));
  site.fault('cray hsm=hang');
  const script = `
    timeout 5 cray hsm state components list & hang=$!
    cray ims images list >/dev/null & slow=$!
    SECONDS=0; for i in 1 2 3; do cray cfs sessions list >/dev/null || exit 3; done
    kill -0 "$slow" || exit 4
    wait "$slow" || exit 5
    kill "$hang"`;
  expect((await site.bash(script)).status).toBe(0);
});
