import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exitStatus } from '../../../src/cli/exit-status.js';
import { scriptFor } from '../../emit.js';
import { Bench } from '../../faults/bench.js';
import { root } from './document.js';
import { exampleParameters, temporaryDirectory } from './example.js';
import { scriptStatuses } from './exit-statuses.js';
import { run } from './run.js';

const directory = temporaryDirectory();
const parameters = exampleParameters('worker');
const script = scriptFor(parameters);
const benches: Bench[] = [];
afterAll(async () => {
  await Promise.all(benches.map((bench) => bench.close()));
  rmSync(directory, { recursive: true });
});

async function bench(name: string): Promise<Bench> {
  const opened = await Bench.open(join(directory, name), script, parameters);
  benches.push(opened);
  return opened;
}

const answers = ['--yes', '--accept-wipe', '--poll-seconds', '0'];
const seen = new Set<string>();

function expectStatus({ status, talk }: { readonly status: number; readonly talk: string }, expected: string): void {
  expect(String(status), talk).toBe(expected);
  seen.add(expected);
}

test('0: done', async () => {
  expectStatus(await (await bench('done')).run(['run', ...answers]), '0');
});

test('1: a step failed; the last lines say how to go on', async () => {
  const failed = await (await bench('failed')).run(['run', ...answers], 'cray ims images create=error:503');
  expectStatus(failed, '1');
  expect(failed.talk.trim().split('\n').at(-1)).toContain('To go on: ');
});

test('2: usage', async () => {
  expectStatus(await (await bench('usage')).run(['run', '--yess']), '2');
});

test('3: refused before the first step', async () => {
  const refused = await bench('refused');
  expectStatus(await refused.run(['run', ...answers], 'cray ims images list=error:401'), '3');
  expectStatus(await (await bench('not-begun')).run(['verify']), '3');
});

test('4: verification found a difference', async () => {
  const differing = await bench('differing');
  await differing.run(['run', ...answers]);
  await differing.run(['rollback', '--yes']);
  await differing.run(['run', ...answers, '--until', 'update-boot-parameters']);
  differing.save('updated');
  await differing.run(['rollback', '--yes']);
  cpSync(join(differing.directory, 'saved/updated/state'), differing.state, { recursive: true });
  expectStatus(await differing.run(['verify']), '4');
});

test('5: not confirmed, without a terminal', async () => {
  const unconfirmed = await bench('unconfirmed');
  expectStatus(await unconfirmed.run(['run', '--poll-seconds', '0']), '5');
  expect(unconfirmed.calls().filter(({ argv }) => argv.includes('create'))).toEqual([]);
  expectStatus(await unconfirmed.run(['run', '--yes', '--poll-seconds', '0']), '5');
  expect((await unconfirmed.run(['status'])).talk).toContain('Next: update-boot-parameters');
});

test('6: another run holds the lock', async () => {
  const locked = await bench('locked');
  await locked.run(['run', '--yes', '--until', 'preflight']);
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const started = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /u, '')
    .split(' ')[19];
  symlinkSync(`${hostname()}/${boot}/${process.pid}/${started}`, join(locked.state, 'lock'));
  expectStatus(await locked.run(['run', ...answers]), '6');
});

test('7: not the script that was approved, or not its state directory', async () => {
  const other = await bench('other');
  expectStatus(await other.run(['run', '--approved', '0'.repeat(64)]), '7');
  mkdirSync(other.state);
  cpSync(other.script, join(other.state, 'something'));
  expectStatus(await other.run(['run', ...answers]), '7');
});

test.each([
  ['HUP', '129'],
  ['INT', '130'],
  ['TERM', '143'],
])('interrupted by %s: %s, and run again resumes', async (signal, status) => {
  const interrupted = await bench(`interrupted-${signal}`);
  expectStatus(await interrupted.run(['run', ...answers], `cray ims images create=signal:${signal}`), status);
  expect((await interrupted.run(['run', ...answers, '--until', 'create-image-record'])).status).toBe(0);
});

test('these are all statuses of the table', () => {
  expect([...seen].sort()).toEqual(
    Object.keys(scriptStatuses)
      .flatMap((keys) => keys.split(', '))
      .sort(),
  );
});

const worker = join(root, 'templates/params/worker.yaml');
const damaged = join(directory, 'damaged');

test.each([
  ['ok', root, ['validate', worker]],
  ['differs', root, ['generate', '--check', '--out', join(directory, 'nothing'), worker]],
  ['mistake', root, ['validate', '--no-such-option', worker]],
  ['bug', damaged, ['generate', '--out', join(directory, 'unused'), worker]],
] as const)('the program ends as the table says: %s', async (name, folder, args) => {
  if (folder === damaged) {
    mkdirSync(damaged);
    symlinkSync(join(root, 'node_modules'), join(damaged, 'node_modules'));
    cpSync(join(root, 'package.json'), join(damaged, 'package.json'));
    cpSync(join(root, 'dist'), join(damaged, 'dist'), { recursive: true }); // without its templates
  }
  const place = { cwd: directory, env: process.env };
  const { status, output } = await run(process.execPath, [join(folder, 'dist/cli/main.js'), ...args], place);
  expect(status, output).toBe(exitStatus[name]);
});
