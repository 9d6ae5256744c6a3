import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli, folder, type Ran } from '../cli/helpers.js';

const home = process.cwd();
const [alone, beside] = [folder(), folder()];
const program = join(alone, 'ncn-runbook.cjs');
const bundle = 'out/worker-image-2026-11';

beforeAll(() => {
  copyFileSync(fileURLToPath(new URL('../../../dist/ncn-runbook.cjs', import.meta.url)), program);
  for (const place of [alone, beside]) {
    mkdirSync(join(place, 'work'));
    writeFileSync(join(place, 'work/wrong.yaml'), 'runbook: Wrong\nimage: [1, "\u00e4\u{1f600}"]\n');
    writeFileSync(join(place, 'work/wrong.sh'), 'cray ims images list --format json | jq .\n');
  }
  process.chdir(join(beside, 'work'));
});
afterAll(() => {
  process.chdir(home);
  for (const place of [alone, beside]) rmSync(place, { recursive: true });
});

/** Runs the single file in its folder `work`. No module can be found from there but those of Node.js. */
function runAlone(args: readonly string[], main = program): Ran {
  const options = { cwd: join(alone, 'work'), env: { PATH: process.env['PATH'], HOME: alone } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], options);
  return { status: status ?? -1, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** What the single file does, which must be what the program does that it was made of. */
async function ran(...args: string[]): Promise<Ran> {
  const single = runAlone(args);
  expect(single).toEqual(await cli(args));
  return single;
}

test.each([
  [0, ['--help']],
  [0, ['generate', '--help']],
  [0, ['init', '--example', 'worker', 'image.yaml']],
  [2, ['init', '--example', 'nothing', 'image.yaml']],
  [0, ['validate', 'image.yaml']],
  [2, ['validate', 'wrong.yaml', 'none.yaml', 'image.yaml']],
  [0, ['plan', 'image.yaml', '--json']],
  [0, ['generate', 'image.yaml']],
  [0, ['generate', 'image.yaml', '--check']],
  [2, ['generate', 'wrong.yaml', '--set', 'nothing']],
  [0, ['generate', 'image.yaml', '--pack', '--out', 'packed']],
  [0, ['verify', bundle]],
  [0, ['diff', bundle, 'image.yaml']],
  [1, ['lint', 'wrong.sh']],
  [2, ['lint', 'wrong.yaml']],
  [0, ['schema']],
  [0, ['explain', 'update-boot-parameters']],
  [0, ['explain', 'NRL101']],
  [0, ['completion', 'bash']],
  [2, ['report', 'none']],
  [2, ['rehearse', 'none.yaml']],
  [2, ['nothing']],
])('status %i and the same output: %j', async (status, args) => {
  expect((await ran(...args)).status).toBe(status);
});

test('the archive of a bundle is verified, and an altered bundle is not', async () => {
  const { stdout } = await ran('pack', bundle, '--out', 'archives');
  expect((await ran('verify', stdout.trim())).status).toBe(0);
  const altered = join(beside, 'work/altered');
  mkdirSync(altered);
  writeFileSync(join(altered, 'runbook.sh'), 'echo altered\n');
  expect((await ran('verify', altered)).status).toBe(1);
});

test('alone it makes no PDF, says what is missing, and leaves everything as it was', async () => {
  const before = filesIn(join(alone, 'work', bundle));
  const single = runAlone(['generate', 'image.yaml', '--pdf']);
  expect(single).toMatchObject({ status: 2, stdout: '' });
  expect(single.stderr).toContain(
    'review.pdf:1:1: expected the packages pdfmake and dejavu-fonts-ttf beside the program',
  );
  expect(single.stderr).toContain('[NRB206]\n    Install the package ncn-runbook for PDF');
  expect(filesIn(join(alone, 'work', bundle))).toEqual(before);
  const made = await cli(['generate', 'image.yaml', '--pdf', '--out', join(alone, 'work/pdf')]);
  expect(made.status).toBe(0);
  expect(runAlone(['verify', 'pdf/worker-image-2026-11'])).toMatchObject({ status: 2, stdout: '' });
});

test('bundles and archives of the single file have the same bytes', () => {
  for (const where of [bundle, 'archives', 'packed']) {
    const files = filesIn(join(beside, 'work', where));
    expect(files.length, where).toBeGreaterThan(0);
    expect(filesIn(join(alone, 'work', where))).toEqual(files);
  }
});

function filesIn(directory: string): [string, string][] {
  const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ name }) => [name, readFileSync(join(directory, name), 'latin1')]);
}

test('the single file rehearses, with a folder in which there is nothing else', () => {
  const { status, stdout, stderr } = runAlone(['rehearse', bundle, '--fault', 'cray ims images list=error:403']); // ends soon
  expect(status, stderr).toBe(1);
  expect(stdout).toContain('The runbook ended with status 3; 0 nodes');
});

test('a reader that stops early is no failure', () => {
  const pipe = `"${process.execPath}" "${program}" explain preflight | head -n 1; exit "\${PIPESTATUS[0]}"`;
  expect(spawnSync('bash', ['-c', pipe]).status).toBe(0);
});

test.each([
  ['this build of Node.js', '', true],
  [
    'another version',
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.1' } });`,
    false,
  ],
  ['another platform', `Object.defineProperty(process, 'arch', { value: 'another' });`, false],
  ['a build with other settings', `Object.defineProperty(process, 'config', { value: {} });`, false],
])('with %s V8 is given what it compiled before: only then it can take it', (_, pretended, isGiven) => {
  const before = join(alone, 'before.cjs');
  const found = join(alone, 'given');
  writeFileSync(
    before,
    `${pretended}
    const vm = require('node:vm');
    const given = [];
    vm.Script = class extends vm.Script {
      constructor(source, options) {
        super(source, options);
        given.push(options.cachedData !== undefined && this.cachedDataRejected === false);
      }
    };
    process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(found)}, JSON.stringify(given)));`,
  );
  const { status } = spawnSync(process.execPath, ['-r', before, program, '--help'], { env: {} });
  expect(status).toBe(0);
  const given: unknown = JSON.parse(readFileSync(found, 'utf8'));
  expect(given).toEqual(isGiven ? [true] : [false]);
});

test('without what V8 compiled before it does the same', () => {
  const places = /\[(\d+,\d+),[1-9]\d*,0\]/gu;
  const text = readFileSync(program, 'latin1');
  expect(text).toMatch(places);
  const [head = '', ...tail] = text.split('/*');
  const other = join(alone, 'other.cjs');
  writeFileSync(other, [head.replaceAll(places, '[$1,0,0]'), ...tail].join('/*'), 'latin1');
  expect(runAlone(['plan', 'image.yaml'], other)).toEqual(runAlone(['plan', 'image.yaml']));
});
