import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleText, parameterFile, storageText } from './example.js';
import { cli, folder } from './helpers.js';

const names = ['SHA256SUMS', 'manifest.json', 'params.yaml', 'plan.json', 'review.html', 'review.md', 'runbook.sh'];

test('a bundle is written with its modes, whatever the umask, and says how to go on', async () => {
  const out = folder();
  const before = process.umask(0o077);
  const ran = await cli(['generate', parameterFile(exampleText('one')), '--out', out]).finally(() =>
    process.umask(before),
  );
  expect(ran).toMatchObject({ status: 0, stdout: '' });
  expect(readdirSync(join(out, 'one')).sort()).toEqual(names);
  for (const name of names) {
    expect(statSync(join(out, 'one', name)).mode & 0o777).toBe(name === 'runbook.sh' ? 0o755 : 0o644);
  }
  const sum = execFileSync('sha256sum', [join(out, 'one', 'runbook.sh')], { encoding: 'utf8' }).slice(0, 64);
  expect(ran.stderr).toContain(sum);
  expect(ran.stderr).toContain(`bash ${join(out, 'one', 'runbook.sh')}`);
  expect(execFileSync('bash', [join(out, 'one', 'runbook.sh'), 'digest'], { encoding: 'utf8' })).toBe(`${sum}\n`);
});

test('the same input gives the same bytes, from another place and with another user environment', async () => {
  const [first, second] = [folder(), folder()];
  await cli(['generate', parameterFile(storageText), '--out', first]);
  await cli(['generate', '-', '--out', second], {
    stdin: `# a comment\n\n${storageText}`,
    env: { USER: 'somebody', TZ: 'Asia/Tokyo' },
  });
  for (const name of names) {
    const text = readFileSync(join(first, 'storage-image', name), 'utf8');
    expect(readFileSync(join(second, 'storage-image', name), 'utf8')).toBe(text);
    expect(text).not.toContain(first);
  }
});

test('warnings are said and do not stop it', async () => {
  const ran = await cli(['generate', parameterFile(storageText), '--out', folder()]);
  expect(ran.status).toBe(0);
  expect(ran.stderr).toContain('[NRB163]');
});

test('several files become several bundles', async () => {
  const out = folder();
  const files = ['one', 'two', 'three'].map((name) => parameterFile(exampleText(name)));
  expect((await cli(['generate', ...files, '--out', out])).status).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['one', 'three', 'two']);
});

test('one bad file among good ones: every problem is told and nothing is written', async () => {
  const out = join(folder(), 'out');
  const bad = parameterFile(exampleText('Two').replace('rev1', '/'));
  const ran = await cli(['generate', parameterFile(exampleText('one')), bad, '/not/there', '--out', out]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toMatch(
    /:1:10: runbook: expected .*\n[\s\S]*:5:13: image\.revision: expected [\s\S]*\/not\/there:1:1/,
  );
  expect(existsSync(out)).toBe(false);
});

test('two files with the same runbook name are refused', async () => {
  const out = join(folder(), 'out');
  const [first, second] = [
    parameterFile(exampleText('one')),
    parameterFile(exampleText('one').replace('rev1', 'rev2')),
  ];
  const ran = await cli(['generate', first, second, '--out', out]);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain(
    `${second}:1:1: runbook: expected a name that no other of these files has, found one, as in ${first} [NRB201]`,
  );
  expect(existsSync(out)).toBe(false);
});

test('--set gives values in place of those of the file', async () => {
  const out = folder();
  const args = ['--set', 'runbook=other', '--set', 'image.revision=rev9'];
  expect((await cli(['generate', parameterFile(exampleText('one')), '--out', out, ...args])).status).toBe(0);
  expect(readFileSync(join(out, 'other', 'params.yaml'), 'utf8')).toContain('revision: rev9');
  const wrong = await cli(['generate', parameterFile(exampleText('one')), '--out', out, '--set', 'image.revision=/']);
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('--set:1:1: image.revision');
});

test('--stdout prints the script and writes nothing', async () => {
  const out = join(folder(), 'out');
  const file = parameterFile(exampleText('one'));
  const printed = await cli(['generate', file, '--stdout', '--out', out]);
  expect(printed).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(out)).toBe(false);
  await cli(['generate', file, '--out', out]);
  expect(printed.stdout).toBe(readFileSync(join(out, 'one', 'runbook.sh'), 'utf8'));
});

test.each([
  [['--stdout', '--check'], 'found --check'],
  [['--stdout', '-'], 'found 2 files'],
])('%j is refused', async (args, found) => {
  const ran = await cli(['generate', parameterFile(exampleText('one')), ...args], { stdin: exampleText('two') });
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(found);
});

test('--check finds a bundle up to date, and writes nothing', async () => {
  const out = folder();
  const file = parameterFile(exampleText('one'));
  await cli(['generate', file, '--out', out]);
  chmodSync(join(out, 'one'), 0o555);
  const ran = await cli(['generate', file, '--out', out, '--check']);
  expect(ran).toMatchObject({ status: 0, stdout: '', stderr: `${join(out, 'one')}: up to date\n` });
});

test('--check names each file that differs, with the line', async () => {
  const out = folder();
  const file = parameterFile(exampleText('one'));
  await cli(['generate', file, '--out', out]);
  const path = (name: string) => join(out, 'one', name);
  writeFileSync(path('review.md'), `${readFileSync(path('review.md'), 'utf8')}more\n`);
  writeFileSync(path('params.yaml'), readFileSync(path('params.yaml'), 'utf8').replace('rev1', 'rev2'));
  chmodSync(path('runbook.sh'), 0o644);
  rmSync(path('plan.json'));
  writeFileSync(path('runbook.pdf'), 'of an earlier version');
  const ran = await cli(['generate', file, '--out', out, '--check']);
  expect(ran.status).toBe(1);
  const lines = ran.stdout.split('\n').map((line) => line.replace(`${out}/one/`, '').replace(/:\d+/, ':N'));
  expect(lines).toEqual([
    'runbook.sh: not executable',
    'review.md:N: differs',
    'plan.json: missing',
    'params.yaml:N: differs',
    'runbook.pdf: not part of the bundle',
    '',
  ]);
  expect(readFileSync(path('runbook.pdf'), 'utf8')).toBe('of an earlier version');
});

test('--check of what was never written names all files and makes no folder', async () => {
  const out = join(folder(), 'out');
  const ran = await cli(['generate', parameterFile(exampleText('one')), '--out', out, '--check']);
  expect(ran.status).toBe(1);
  expect(ran.stdout.trim().split('\n')).toHaveLength(7);
  expect(existsSync(out)).toBe(false);
});

test('other files in the folder are left alone', async () => {
  const out = folder();
  mkdirSync(join(out, 'one'));
  writeFileSync(join(out, 'one', 'notes.txt'), 'mine');
  await cli(['generate', parameterFile(exampleText('one')), '--out', out]);
  expect(readdirSync(join(out, 'one')).sort()).toEqual([...names, 'notes.txt'].sort());
});

test.each(['/proc/nowhere', '/dev/null/out'])(
  'a folder that cannot be made, %s, is a mistake with a remedy',
  async (out) => {
    const ran = await cli(['generate', parameterFile(exampleText('one')), '--out', out]);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(
      /^\/(proc|dev)\/.*:1:1: expected a place that bundles can be written to, found .*\n {4}Check/,
    );
  },
);

test('when one of two bundles cannot be written, the other is not, either', async () => {
  const out = folder();
  mkdirSync(join(out, 'two', 'runbook.sh'), { recursive: true });
  const files = ['one', 'two'].map((name) => parameterFile(exampleText(name)));
  const ran = await cli(['generate', ...files, '--out', out]);
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain(
    `${join(out, 'two', 'runbook.sh')}:1:1: expected a place that bundles can be written to, found a directory`,
  );
  expect(readdirSync(out)).toEqual(['two']);
  expect(readdirSync(join(out, 'two'))).toEqual(['runbook.sh']);
});

test.each([['generate'], ['generate', '--check'], ['generate', '--stdout'], ['pack']])(
  'an empty --out of %s %s is a mistake, not the current folder',
  async (...args) => {
    const input = args[0] === 'pack' ? '/not/there' : parameterFile(exampleText('empty-out'));
    const ran = await cli([...args, input, '--out', '']);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(
      /^--out:1:1: expected the name of a folder, found an empty text \[NRB101\]\n {4}Name a/u,
    );
    expect(existsSync('empty-out')).toBe(false);
  },
);
