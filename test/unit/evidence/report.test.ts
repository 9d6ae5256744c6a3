import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { cli } from '../cli/helpers.js';
import { record, stateDirectory, wholeRun } from './record.js';

const boots = (image: string, wipe: number) => ({
  kernel: `s3://${image}/kernel`,
  initrd: `s3://${image}/initrd`,
  params: `ip=dhcp metal.server=s3://${image}/rootfs metal.no-wipe=${wipe} xname=x3000c0s1b0n0`,
});

/** A state directory in which a run of three steps altered one node. */
function stateOfRun(script = wholeRun): string {
  const { state } = record(script);
  const put = (name: string, value: unknown) => writeFileSync(join(state, name), JSON.stringify(value));
  put('boot-parameters.saved.json', [
    { hosts: ['x3000c0s1b0n0'], ...boots('old', 1), 'cloud-init': { secret: 'hush' } },
  ]);
  put('boot-parameters.intended.json', [{ xname: 'x3000c0s1b0n0', ...boots('new', 0) }]);
  writeFileSync(join(state, 'nodes/x3000c0s1b0n0'), 'updated\n');
  writeFileSync(join(state, 'values/IMS_IMAGE_ID'), 'abc|<i>def\n');
  return state;
}

test('report writes evidence.md and evidence.html beside the evidence, for its owner only, and says so', async () => {
  const state = stateOfRun();
  const { status, stdout, stderr } = await cli(['report', state]);
  const file = join(state, 'evidence.md');
  const page = join(state, 'evidence.html');
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: `Wrote ${file}\nWrote ${page}\n` });
  for (const written of [file, page]) expect(statSync(written).mode & 0o777).toBe(0o600);
  const again = await cli(['report', state, '--out', '-']);
  expect(again).toEqual({ status: 0, stdout: readFileSync(file, 'utf8'), stderr: '' });
});

test('the document tells what was approved, who ran it, what was altered and what differs', async () => {
  const { stdout } = await cli(['report', stateOfRun(), '--out', '-']);
  for (const text of [
    '# Evidence of `worker-image`',
    '**Complete.** The last step of the plan was done at 2026-11-28 22:00:',
    'Chain of evidence: **whole**, 13 lines, the last with the SHA-256 `',
    'THE DISKS OF THESE NODES ARE WIPED',
    '| Change record | `31337` |',
    '| SHA-256 given with `--approved` | *never given* |',
    '| Signed by, as found with `--allowed-signers` | *never asked* |',
    '**CHANGE** `cray update x3000c0s1b0n0`',
    'Wipe x1?\\\\u000aSure? | \\--accept-wipe |',
    'State: updated; **its disks are wiped at its next network boot**.',
    '- metal.server=s3://old/rootfs\n+ metal.server=s3://new/rootfs\n- metal.no-wipe=1\n+ metal.no-wipe=0\n  xname=',
    '- Fault **unavailable** (line 3) from `cray a list`: Error: 503 \\| \\<b\\>',
    '- Queries repeated after a fault: 1.',
  ]) {
    expect(stdout).toContain(text);
  }
  expect(stdout).not.toContain('hush');
});

test('who signed the script stands with the start that asked for it, in both documents', async () => {
  const script = `${wholeRun} SIGNED_BY='<b>ops|@site'; open_evidence run; record end status 0`;
  const state = stateOfRun(script);
  await cli(['report', state]);
  const markdown = readFileSync(join(state, 'evidence.md'), 'utf8');
  expect(markdown).toContain('| Signed by, as found with `--allowed-signers` | `<b>ops\\|@site` |');
  expect(markdown.match(/ not asked \| done \|/gu)).toHaveLength(1);
  expect(markdown.match(/ `<b>ops\\\|@site` \| done \|/gu)).toHaveLength(1);
  expect(readFileSync(join(state, 'evidence.html'), 'utf8').match(/<code>&lt;b&gt;ops\|@site<\/code>/gu)).toHaveLength(
    2,
  );
});

test('the version of the cray CLI stands with the start that found it, in both documents', async () => {
  const script = `${wholeRun} open_evidence run; record tools cray 'cray, version 0.82|x'; record end status 0`;
  const state = stateOfRun(script);
  await cli(['report', state]);
  const markdown = readFileSync(join(state, 'evidence.md'), 'utf8');
  expect(markdown.match(/\| bash [^|]*, jq-[^|]*, cray, version 0\.82\\\|x \|/gu)).toHaveLength(1);
  expect(markdown).toContain('tools: cray, version 0.82\\|x');
  const page = readFileSync(join(state, 'evidence.html'), 'utf8');
  expect(page.match(/, jq-[^<]*, cray, version 0\.82\|x</gu)).toHaveLength(1);
});

test('whatever was recorded, every table keeps its columns and no markup comes out of it', async () => {
  const nasty = '| **b** <script>alert(1)</script> `x` [l](http://e.com) \\| ';
  const script = `${wholeRun} open_evidence run; STEP=$'look|\\e[1m'; record step-begun
    record query command '${nasty}' status 1 milliseconds 1 output_sha256 '' fault 'a|b' error $'c\\rd'
    record difference what $'${nasty}\\n# top'; STEP=''; record end status 1`;
  const { stdout } = await cli(['report', stateOfRun(script), '--out', '-']);
  const tokens = new MarkdownIt({ html: true, linkify: true }).parse(stdout, {});
  const rows = stdout.split('\n').filter((line) => line.startsWith('| '));
  expect(tokens.filter(({ type }) => type === 'tr_open')).toHaveLength(
    rows.filter((row) => !/^\| ---/.test(row)).length,
  );
  const inline = tokens.flatMap(({ children }) => children ?? []);
  expect(inline.filter(({ type }) => type === 'html_inline' || type === 'link_open')).toEqual([]);
  expect(tokens.filter(({ type }) => type === 'html_block')).toEqual([]);
  expect(inline.map(({ content }) => content).join('\n')).toContain('<script>alert(1)</script>');
});

test('the page tells the same: outcome, chain, danger, changed words, faults', async () => {
  const state = stateOfRun();
  await cli(['report', state]);
  const page = readFileSync(join(state, 'evidence.html'), 'utf8');
  for (const text of [
    '<h1>Evidence of <code>worker-image</code></h1>',
    '<strong>Complete.</strong> The last step of the plan was done at 2026-11-28 22:00:',
    'Chain of evidence: <strong>whole</strong>, 13 lines',
    'THE DISKS OF THESE NODES ARE WIPED',
    '<del><code>metal.no-wipe=1</code></del> <ins><code>metal.no-wipe=0</code></ins>',
    'Fault <strong>unavailable</strong> (line 3) from <code>cray a list</code>: Error: 503 | &lt;b&gt;',
    '<title id="timeline-1-title">Start 1: 3 steps in',
    'look: 2 queries, 0 changes, 1 faults. alter: 0 queries, 1 changes, 0 faults.',
  ]) {
    expect(page).toContain(text);
  }
  expect(page).not.toContain('hush');
  const file = join(state, 'evidence.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('cray a list', 'cray b list'));
  expect((await cli(['report', state])).status).toBe(1);
  const broken = readFileSync(join(state, 'evidence.html'), 'utf8');
  expect(broken.indexOf('THE CHAIN OF EVIDENCE IS BROKEN at line 4')).toBeLessThan(broken.indexOf('<nav'));
  expect(broken).toContain('class="callout danger" role="note" aria-label="Danger"');
});

test('a broken chain is the first thing in the document, and status 1', async () => {
  const state = stateOfRun();
  const file = join(state, 'evidence.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('cray a list', 'cray b list'));
  const { status, stderr } = await cli(['report', state]);
  const said = 'The chain of evidence is BROKEN at line 4: Line 3 was altered: line 4 carries another digest';
  expect({ status, said: stderr.includes(said) }).toEqual({ status: 1, said: true });
  const document = readFileSync(join(state, 'evidence.md'), 'utf8');
  expect(document).toMatch(
    /^# .*\n\n\*\*Complete.*\n\n> \[!CAUTION\]\n> \*\*THE CHAIN OF EVIDENCE IS BROKEN at line 4/,
  );
  expect(document).toContain('| 4 *unproved* |');
});

test('evidence that takes a while is announced', async () => {
  const state = stateOfRun();
  const file = join(state, 'evidence.jsonl');
  writeFileSync(file, `${readFileSync(file, 'utf8')}${`${'x'.repeat(10_000)}\n`.repeat(100)}`);
  const { status, stderr } = await cli(['report', state]);
  expect({ status, first: stderr.split('\n')[0] }).toEqual({ status: 1, first: `evidence in ${state} ...` });
});

test('no evidence is a mistake, and nothing is written', async () => {
  const state = stateDirectory();
  expect(await cli(['report', state])).toMatchObject({ status: 2, stdout: '' });
  writeFileSync(join(state, 'evidence.jsonl'), '');
  expect((await cli(['report', state])).stderr).toContain(
    'expected the evidence of a run, found an empty file [NRB101]',
  );
  expect(await cli(['report', join(state, 'nowhere')])).toMatchObject({ status: 2 });
  expect(existsSync(join(state, 'evidence.md'))).toBe(false);
});

test('a place that cannot be written is a mistake', async () => {
  const state = stateOfRun();
  const { status, stderr } = await cli(['report', state, '--out', join(state, 'no/such/file')]);
  expect({ status, stderr }).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('a file that can be written'),
  });
  expect((await cli(['report', state, '--out', join(state, 'nodes')])).status).toBe(2);
});

test('evidence alone, without the rest of the state directory, is enough', async () => {
  const state = stateOfRun();
  for (const part of ['nodes', 'values', 'done', 'evidence.head', 'boot-parameters.saved.json']) {
    rmSync(join(state, part), { recursive: true });
  }
  const { status, stdout } = await cli(['report', state, '--out', '-']);
  expect(status).toBe(0);
  expect(stdout).toContain('`evidence.head` does not confirm the end');
  expect(stdout).toContain('No boot parameters were saved yet');
});
