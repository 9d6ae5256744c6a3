import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveOf } from '../../../src/bundle/archive.js';
import { rawFile } from '../../../src/bundle/raw-file.js';
import { readArchive } from '../../../src/bundle/read-archive.js';
import { exampleText, parameterFile } from '../cli/example.js';
import { folder } from '../cli/helpers.js';
import { environment, newBundle, newKey, packedBundle, program, statusOf, unpacked } from './helpers.js';

const bundle = await newBundle();
const { key, allowed } = newKey();

const ownFiles = ['SHA256SUMS', 'README.txt', 'SHA256SUMS.sig', 'runbook.sh.sig'];

test.each([
  ['not signed', [], ['README.txt']],
  ['signed', ['--sign', key], ['README.txt', 'SHA256SUMS.sig', 'runbook.sh.sig']],
])('an archive, %s, unpacks into one folder with the files of the bundle', async (_, options, more) => {
  const archive = await packedBundle(bundle, ...options);
  const directory = unpacked(archive);
  expect(basename(directory)).toBe('one');
  expect(readdirSync(directory).sort()).toEqual([...readdirSync(bundle), ...more].sort());
  for (const name of readdirSync(directory)) {
    expect(statSync(join(directory, name)).mode & 0o777, name).toBe(name === 'runbook.sh' ? 0o755 : 0o644);
    if (!ownFiles.includes(name))
      expect(readFileSync(join(directory, name)).equals(readFileSync(join(bundle, name))), name).toBe(true);
  }
});

test('it is named after the runbook and the digest of the script', async () => {
  const digest = execFileSync('sha256sum', [join(bundle, 'runbook.sh')], { encoding: 'utf8' }).slice(0, 12);
  expect(basename(await packedBundle(bundle))).toBe(`one-${digest}.tar.gz`);
});

test.each([
  ['not signed', []],
  ['signed', ['--sign', key]],
])(
  'packed again elsewhere, later, in another time zone and with another umask, %s, it has the same bytes',
  async (_, options) => {
    const first = readFileSync(await packedBundle(bundle, ...options));
    const other = join(folder(), 'under-another-name');
    cpSync(bundle, other, { recursive: true });
    const before = process.umask(0o077);
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Pacific/Kiritimati';
      expect(readFileSync(await packedBundle(other, ...options)).equals(first)).toBe(true);
    } finally {
      process.umask(before);
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    const again = unpacked(await packedBundle(bundle, ...options));
    expect(readFileSync(await packedBundle(again, ...options)).equals(first)).toBe(true);
  },
);

test('owner and time of its files are those of nobody and no day', async () => {
  const listing = execFileSync('tar', ['--utc', '-tvzf', await packedBundle(bundle)], { encoding: 'utf8' });
  for (const line of listing.trimEnd().split('\n')) expect(line).toMatch(/^-rw\S+ 0\/0 +\d+ 1980-01-01 00:00 one\//u);
});

test('generate --pack makes the same archive beside the bundle, and prints its path', async () => {
  const out = folder();
  const ran = await program(['generate', parameterFile(exampleText('one')), '--out', out, '--pack', '--sign', key]);
  const archive = ran.stdout.trim();
  expect(ran.status).toBe(0);
  expect(dirname(archive)).toBe(out);
  expect(readFileSync(archive).equals(readFileSync(await packedBundle(bundle, '--sign', key)))).toBe(true);
});

test('the archive is written beside the bundle where no folder is named', async () => {
  const own = await newBundle();
  const ran = await program(['pack', `${own}/`]);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(dirname(ran.stdout.trim())).toBe(dirname(own));
});

test('README.txt says in four lines how to check it, and its commands do', async () => {
  const directory = unpacked(await packedBundle(bundle, '--sign', key));
  const lines = readFileSync(join(directory, 'README.txt'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  const commands = lines.slice(1).map((line) => line.replace('ALLOWED_SIGNERS', allowed).replace('SIGNER', 'ops@site'));
  expect(commands.map((command) => statusOf(directory, command))).toEqual([0, 0, 0]);
  expect(commands[2]).toContain(
    execFileSync('sha256sum', ['runbook.sh'], { cwd: directory, encoding: 'utf8' }).slice(0, 64),
  );
  const other = newKey();
  const byOther = commands.map((command) => statusOf(directory, command.replace(allowed, other.allowed)));
  expect(byOther.map((status) => status === 0)).toEqual([true, false, true]);
});

test('the script has a signature of its own', async () => {
  const directory = unpacked(await packedBundle(bundle, '--sign', key));
  const command = `ssh-keygen -Y verify -f ${allowed} -I ops@site -n ncn-runbook -s runbook.sh.sig <runbook.sh`;
  expect(statusOf(directory, command)).toBe(0);
  expect(statusOf(directory, command.replace('-n ncn-runbook', '-n file'))).not.toBe(0);
});

test('a bundle with an altered, missing or strange file is not packed', async () => {
  const own = await newBundle();
  const out = folder();
  writeFileSync(join(own, 'notes.txt'), 'mine');
  writeFileSync(join(own, 'review.md'), 'approved');
  rmSync(join(own, 'plan.json'));
  const missing = await program(['pack', own, '--out', out]);
  expect(missing).toMatchObject({ status: 2, stdout: '' });
  expect(missing.stderr).toContain('no plan.json in it [NRB403]');
  cpSync(join(bundle, 'plan.json'), join(own, 'plan.json'));
  const ran = await program(['pack', own, '--out', out]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain(`${own}/review.md:1:1: expected sha256 `);
  expect(ran.stdout).toContain(
    `${own}/notes.txt:1:1: expected a file that SHA256SUMS lists, found a stranger [NRB506]`,
  );
  expect(readdirSync(out)).toEqual([]);
});

const listOf = (directory: string) => readFileSync(join(directory, 'SHA256SUMS'), 'utf8');

test.each<[string, (directory: string) => void, string]>([
  ['a listed document is missing', (own) => rmSync(join(own, 'review.html')), '/review.html:1:1: expected this file'],
  ['the list is missing', (own) => rmSync(join(own, 'SHA256SUMS')), '/SHA256SUMS:1:1: expected this file'],
  [
    'a name is listed twice',
    (own) => writeFileSync(join(own, 'SHA256SUMS'), `${listOf(own)}${listOf(own).split('\n')[0]}\n`),
    '/SHA256SUMS:7:1: expected a digest and the name of a file, each name once, found',
  ],
  ...['scriptSha256', 'parametersSha256', 'review.md'].map((key): [string, (directory: string) => void, string] => [
    `the manifest has another digest as ${key}`,
    (own) => {
      const manifest = join(own, 'manifest.json');
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(new RegExp(`("${key}": ")\\w{8}`), '$100000000'));
      execFileSync('bash', ['-c', 'sha256sum $(sed "s/^[^ ]*  //" SHA256SUMS) >sums && mv sums SHA256SUMS'], {
        cwd: own,
      });
    },
    `${{ scriptSha256: '/runbook.sh', parametersSha256: '/params.yaml' }[key] ?? '/review.md'}:1:1: expected sha256 00000000`,
  ]),
])('a bundle is not packed when %s', async (_, change, said) => {
  const own = await newBundle();
  change(own);
  const out = folder();
  const ran = await program(['pack', own, '--out', out]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain(`${own}${said}`);
  expect(readdirSync(out)).toEqual([]);
});

test.each<[string, (directory: string) => void, string]>([
  ['a folder', (own) => mkdirSync(join(own, 'more')), '/more:1:1: expected plain files, found a folder [NRB503]'],
  [
    'a large file',
    (own) => writeFileSync(join(own, 'image'), Buffer.alloc(17 * 1024 * 1024)),
    '16777216 bytes [NRB502]',
  ],
  [
    'a thousand files',
    (own) => {
      for (let at = 0; at < 1000; at += 1) writeFileSync(join(own, `x${at}`), '');
    },
    'found more than 1000 files',
  ],
])('a bundle with %s in it is not packed', async (_, change, said) => {
  const own = await newBundle();
  change(own);
  const ran = await program(['pack', own, '--out', folder()]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(said);
});

test('binary files that a later version may put into a bundle are carried as they are', async () => {
  const bytes = Uint8Array.from({ length: 700 }, (_, index) => index % 256);
  const files = [rawFile('review.pdf', bytes), rawFile('empty', new Uint8Array())];
  const read = await readArchive('a.tar.gz', await archiveOf('one', files));
  expect(read.problems).toEqual([]);
  expect(read.files).toEqual([...files].reverse());
});

const withPassphrase = newKey('ops@site', 'a long passphrase');
const publicOnly = newKey();
renameSync(publicOnly.key, `${publicOnly.key}.elsewhere`);
test.each([
  [
    'a key that is not there',
    ['--sign', '/nowhere/key'],
    'expected an SSH key, found no such file or directory [NRB101]',
  ],
  ['a key whose passphrase nobody gives', ['--sign', withPassphrase.key], 'load the key with ssh-add'],
  ['a public key without agent', ['--sign', `${publicOnly.key}.pub`], 'Start an agent'],
  ['no key', ['--sign', join(bundle, 'review.md')], 'Name the file of an SSH key'],
])('%s is a mistake with a remedy, and no archive is written', async (_, options, said) => {
  const out = join(folder(), 'out');
  const ran = await program(['pack', bundle, '--out', out, ...options]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(said);
  const generated = await program(['generate', parameterFile(exampleText('one')), '--out', out, '--pack', ...options]);
  expect(generated.status).toBe(2);
  expect(existsSync(out)).toBe(false);
});

test('without ssh-keygen it says what to install', async () => {
  const ran = await program(['pack', bundle, '--out', folder(), '--sign', key], { PATH: folder() });
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain('[NRB524]\n    Install the OpenSSH client');
});

test('an agent signs for a public key', async () => {
  const own = newKey();
  const socket = join(folder(), 'agent');
  const agent = execFileSync('ssh-agent', ['-a', socket], { encoding: 'utf8' });
  try {
    const env = { ...environment, SSH_AUTH_SOCK: socket };
    execFileSync('ssh-add', ['-q', own.key], { env });
    rmSync(own.key);
    const ran = await program(['pack', bundle, '--out', folder(), '--sign', `${own.key}.pub`], env);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
  } finally {
    process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1]));
  }
});

test.each([
  [['--pack', '--stdout'], '--pack:1:1: expected bundles to be written, found --stdout [NRB202]'],
  [['--pack', '--check'], '--pack:1:1: expected bundles to be written, found --check [NRB202]'],
  [['--sign', key], '--sign:1:1: expected --pack with it, found none [NRB202]'],
])('generate %j is refused', async (options, said) => {
  const out = join(folder(), 'out');
  const ran = await program(['generate', parameterFile(exampleText('one')), '--out', out, ...options]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(said);
  expect(existsSync(out)).toBe(false);
});

test.each([
  ['a folder without a bundle', folder(), 'no runbook.sh in it [NRB403]'],
  ['a parameter file', parameterFile(exampleText('one')), 'a file that is no .tar.gz [NRB403]'],
  ['nothing', '/nowhere/at/all', 'no such file or directory [NRB101]'],
])('%s is not packed', async (_, path, said) => {
  const ran = await program(['pack', path, '--out', folder()]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(said);
});
