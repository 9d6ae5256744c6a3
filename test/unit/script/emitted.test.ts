import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Parameters } from '../../../src/model/parameters.js';
import { sampleParameters } from '../../../src/plan/samples.js';
import { combinations } from '../../combinations.js';
import { planFor, scriptFor, writeScript } from '../../emit.js';

const folder = mkdtempSync(join(tmpdir(), 'emitted-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scripts = combinations().map(({ name, parameters }) => ({ name, parameters, script: scriptFor(parameters) }));
const files = scripts.map(({ name, script }) => writeScript(folder, name, script));

function output(command: string, args: readonly string[]): string {
  return execFileSync(command, [...args], { encoding: 'utf8', maxBuffer: 1e8 });
}

test('all 54 combinations are there', () => {
  expect(new Set(scripts.map(({ script }) => script)).size).toBe(54);
});

test('bash reads them', () => {
  for (const file of files) expect(output('bash', ['-n', file])).toBe('');
});

test('shfmt has nothing to say', () => {
  expect(output('shfmt', ['-i', '2', '-ci', '-d', ...files])).toBe('');
});

/** The text of each step, without the parameters: two scripts with the same steps differ in quoted values only. */
function piecesOf(script: string): string[] {
  return script.slice(script.indexOf('# == Plan ='), script.indexOf('# == Runtime =')).split(/^(?=# == )/m);
}

/** Of all scripts, those of every branch of every template among them, few that together hold each text of a step. */
function scriptsForEachText(): string[] {
  const all = [...sampleParameters.map(scriptFor), ...scripts.map(({ script }) => script)].map((script) => ({
    script,
    texts: piecesOf(script).map((piece) => piece.replace(/^# == Step [0-9]+ of [0-9]+: /, '')),
  }));
  const left = new Set(all.flatMap(({ texts }) => texts.filter((text) => !text.startsWith('# == Plan ='))));
  const chosen: string[] = [];
  while (left.size > 0) {
    const news = all.map(({ texts }) => texts.filter((text) => left.has(text)).length);
    const most = all[news.indexOf(Math.max(...news))];
    for (const text of most?.texts ?? []) left.delete(text);
    chosen.push(most?.script ?? '');
  }
  return chosen;
}

test('shellcheck with all its checks has nothing to say', { timeout: 300_000 }, () => {
  const chosen = process.env['TESTS'] === 'all' ? scripts.map(({ script }) => script) : scriptsForEachText();
  const each = chosen.map((script, index) => writeScript(folder, `text-${index}`, script));
  console.log(`shellcheck: ${each.length} scripts`);
  const script = 'printf "%s\\0" "$@" | xargs -0 -n 4 -P 2 shellcheck -o all';
  expect(output('bash', ['-c', script, 'bash', ...each])).toBe('');
});

test('the runtime is the same bytes in all of them, and its digest stands in the header', () => {
  const runtimes = new Set(scripts.map(({ script }) => script.slice(script.indexOf('# == Runtime ='))));
  expect(runtimes.size).toBe(1);
  const [file = ''] = files;
  const digest = output('bash', ['-c', `sed -n '/^# == Runtime /,$p' "$1" | sha256sum`, 'bash', file]).slice(0, 64);
  for (const { script } of scripts) expect(script).toContain(`# Runtime: sha256 ${digest}\n`);
});

test('one grep lists all that a script can alter, and nothing else but the hint to it', () => {
  for (const file of files) {
    const lines = output('grep', ['-n', 'change ', file]).trim().split('\n');
    const [hint, ...changes] = lines.map((line) => line.replace(/^[0-9]+: */, ''));
    expect(hint).toBe("#     grep -n 'change ' runbook.sh");
    expect(changes.length).toBeGreaterThanOrEqual(6);
    for (const change of changes) expect(change).toMatch(/^change cray (ims|artifacts|cfs|bss) /);
  }
});

test('every command that touches the system stands behind query or change', () => {
  for (const { script } of scripts) {
    const steps = script.slice(script.indexOf('# == Step 1 '), script.indexOf('# == Runtime ='));
    const code = steps.split('\n').filter((line) => !/^\s*#/.test(line));
    const bare = code.filter(
      (line) =>
        /(^|[|&;(]|\$\()\s*(cray|ssh|kubectl|git) /.test(line) &&
        !/(query|query_if_any|change) (cray|ssh|kubectl|git) /.test(line),
    );
    expect(bare).toEqual([]);
  }
});

test('the steps stand in the order of the plan, each with its headline and its source', () => {
  for (const { script, parameters } of scripts) {
    const headlines = [...script.matchAll(/^# == Step (\d+) of (\d+): (\S+) =+ (.*) ==$/gm)];
    const plan = planFor(parameters);
    expect(headlines.map(([, , , id]) => id)).toEqual(plan.run.map(({ id }) => id));
    for (const { section } of plan.run) expect(script.replaceAll(/\n#\s+/g, ' ')).toContain(`Source: ${section}`);
  }
});

test('no step is longer than a screen', () => {
  for (const { script } of scripts) {
    const steps = script.slice(script.indexOf('# == Step 1 '), script.indexOf('# == Runtime ='));
    for (const step of steps.split(/^(?=# == )/m)) expect(step.split('\n').length).toBeLessThan(75);
  }
});

// `wait -n` says 127 when the last child ends between its look for ended and for running ones: of 30,000 that ended well,
// bash 5.2 lost two. bash 4.4 does not put its handler of SIGINT away after it, either: Ctrl-C would end in an endless loop.
test('each process is waited for by its number', () => {
  for (const { script } of scripts) {
    const waits = [...script.matchAll(/^ *(wait .*)$/gm)].map(([, wait]) => wait);
    expect(waits.length).toBeGreaterThan(2);
    for (const wait of waits) expect(wait).toMatch(/^wait ("\$\{\w+(\[0\])?\}" )?\|\| /);
  }
});

test('free text is carried through bash, byte for byte, and cannot get out of a comment', () => {
  const titles = [
    `it's "quoted" $(id) \`id\` \\ & ; | > < * ? [x] !`,
    '- $HOME ~ #',
    '日本語 — “quotes” ’ é',
    `''`,
    `\\'"`,
    'Copy D:\\',
    `'\\`,
    `\\\\ it's \\' \\\\`,
    ...['disable=all', 'no-such-directive=1'].map((order) => `${'x'.repeat(95)} shellcheck ${order}`),
    `${'x'.repeat(95)}  shellcheck no-such-directive=1`,
    `${'x'.repeat(99)}  shellcheck no-such-directive=1`,
    `${'x'.repeat(96)} \u00a0shellcheck no-such-directive=1`,
  ];
  const [{ parameters: base } = { parameters: undefined }] = scripts;
  if (base === undefined) throw new Error('no combination');
  for (const [index, title] of titles.entries()) {
    const parameters: Parameters = { ...base, change: { id: title, title } };
    const file = writeScript(folder, `title-${index}`, scriptFor(parameters));
    expect(output('bash', ['-c', 'eval "$(grep ^readonly.PURPOSE= "$1")"; printf %s "$PURPOSE"', 'bash', file])).toBe(
      title,
    );
    expect(output('bash', ['-n', file])).toBe('');
    const head = readFileSync(file, 'utf8').split('# == Plan =')[0] ?? '';
    expect(output('shellcheck', ['-o', 'all', writeScript(folder, `head-${index}`, head)])).toBe('');
    expect(output('shfmt', ['-i', '2', '-ci', '-d', file])).toBe('');
    expect(output('bash', [file])).toContain(title);
  }
});

test('the same parameters give the same bytes', () => {
  for (const { script, parameters } of scripts.slice(0, 6)) expect(scriptFor(parameters)).toBe(script);
});
