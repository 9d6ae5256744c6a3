import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { rules } from '../../../src/lint/rules.js';
import { cli, folder } from './helpers.js';

const wrong = 'cray ims images list --format json | jq .\n';

function file(content: string | Uint8Array, name = 'script.sh'): string {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
}

test('findings go to stdout with their remedy, status 1', async () => {
  const script = file(wrong);
  const ran = await cli(['lint', script]);
  expect(ran).toMatchObject({ status: 1, stderr: '' });
  expect(ran.stdout).toMatch(/:1:1: NRL103 a failure of cray is lost .*\n {4}Write /u);
  expect(ran.stdout.startsWith(`${script}:`)).toBe(true);
});

test('a clean script says nothing, status 0', async () => {
  expect(await cli(['lint', file('echo hello\n')])).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(await cli(['lint', '-'], { stdin: '' })).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('--json prints data', async () => {
  const Findings = z.array(z.object({ code: z.string(), file: z.string(), line: z.number(), column: z.number() }));
  const ran = await cli(['lint', '--json', '-'], { stdin: wrong });
  expect(Findings.parse(JSON.parse(ran.stdout))).toMatchObject([{ code: 'NRL103', file: '-', line: 1, column: 1 }]);
  expect(JSON.parse((await cli(['lint', '--json', '-'], { stdin: 'true\n' })).stdout)).toEqual([]);
});

test.each([
  ['another interpreter', '#!/usr/bin/env python3\nprint(1)\n', 'script.sh', 'a script for python3'],
  ['another kind of file', 'runbook: x\n', 'params.yaml', 'a file named .yaml'],
  ['what does not parse', 'if then fi ((\n', 'script', 'what does not parse'],
  ['commands nested too deep', `echo ${'$('.repeat(3000)}id${')'.repeat(3000)}\n`, 'script', 'nested deeper than'],
  ['bytes', new Uint8Array([0xff, 0xfe]), 'script', 'UTF-8'],
])('%s is refused, status 2', async (_, content, name, found) => {
  const ran = await cli(['lint', file(content, name)]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(found);
});

test('a place that is not understood is named, as nothing was looked for there', async () => {
  const ran = await cli(['lint', file(`${wrong}if true; then\n`)]);
  expect(ran).toMatchObject({ status: 1 });
  expect(ran.stdout).toContain(':1:1: NRL103');
  expect(ran.stderr).toMatch(
    /script\.sh:2:\d+: warning: expected bash throughout, found what does not parse.* \[NRB207\]/u,
  );
});

test('a here-string behind a loop is understood, and so is the command in it', async () => {
  const ran = await cli([
    'lint',
    file('for a in b c; do read -r d; done <<<"$(cray bss bootparameters list | jq .)"\n'),
  ]);
  expect(ran.stdout).toContain('NRL103');
  expect(ran.stderr).not.toContain('NRB207');
});

test('an emitted runbook is understood throughout', async () => {
  const ran = await cli(['lint', 'out/worker-image-2026-11/runbook.sh']);
  expect(ran).toMatchObject({ status: 0, stdout: '' });
  expect(ran.stderr).not.toContain('NRB207');
});

// Each took minutes when the work grew with the square of the length; then the time of a test runs out.
test.each([
  [
    'changes and reads',
    `id=$(cray ims images list --format json)\ncray bss bootparameters update --hosts x\n`.repeat(3000),
  ],
  ['expansions in a here-document', `cat <<EOF\n${'x $(cray bss x update)\n'.repeat(10_000)}EOF\n`],
  ['one long word', `echo ${'a'.repeat(500_000)}\n`],
])('a long script is looked at within seconds, and said to take a while: %s', async (_, script) => {
  const path = file(`${script}${'#'.repeat(300_001)}\n`);
  const ran = await cli(['lint', path]);
  expect(ran.status).toBeLessThanOrEqual(1);
  expect(ran.stderr).toBe(`${path} ...\n`);
});

test('a file that is not there is a mistake, and the others are still looked at', async () => {
  const ran = await cli(['lint', 'nowhere.sh', file(wrong)]);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain('no such file');
  expect(ran.stdout).toContain('NRL103');
});

test.each(rules)('explain $code tells what it is about', async ({ code, title, bad, good }) => {
  const ran = await cli(['explain', code]);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toContain(`${code}: ${title}\n`);
  for (const line of [...bad.split('\n'), ...good.split('\n')]) {
    expect(ran.stdout).toContain(line);
  }
});

test('explain takes a code in lower case, and knows a slip', async () => {
  expect((await cli(['explain', 'nrl101'])).status).toBe(0);
  expect((await cli(['explain', 'NRL199'])).stderr).toMatch(/NRL1\d\d\?/u);
});
