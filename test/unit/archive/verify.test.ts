import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveOf } from '../../../src/bundle/archive.js';
import { textFile } from '../../../src/bundle/raw-file.js';
import { readArchive } from '../../../src/bundle/read-archive.js';
import { verificationOf } from '../../../src/bundle/verify/verify.js';
import { loadFonts } from '../../../src/cli/read-fonts.js';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import { exampleText, parameterFile } from '../cli/example.js';
import { folder } from '../cli/helpers.js';
import { newBundle, newKey, packedBundle, program, statusOf, unpacked } from './helpers.js';

const bundle = await newBundle();
const { key, allowed } = newKey();
const [plain, signed] = [await packedBundle(bundle), await packedBundle(bundle, '--sign', key)];

/** A copy of a folder in which something was done. */
function copyOf(directory: string, change: (copy: string) => void): string {
  const copy = join(folder(), 'one');
  cpSync(directory, copy, { recursive: true });
  change(copy);
  return copy;
}

/** Other bytes of the same length: one bit of one byte is another. */
function altered(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

test.each([
  ['a bundle', bundle, [], '7 files as this version makes them; not signed'],
  ['an archive', plain, [], '8 files as this version makes them; not signed'],
  ['an unpacked archive', unpacked(plain), [], '8 files as this version makes them; not signed'],
  ['a signed archive', signed, ['--allowed-signers', allowed], '10 files as this version makes them; signed'],
  [
    'a signed one, unpacked',
    unpacked(signed),
    ['--allowed-signers', allowed],
    '10 files as this version makes them; signed',
  ],
])('%s is as it should be', async (_, path, options, said) => {
  const ran = await program(['verify', path, ...options]);
  expect(ran).toMatchObject({ status: 0, stdout: `${path}: ok, ${said}\n` });
  expect(ran.stderr).not.toContain('[NRB');
});

const whole = unpacked(signed);
const names = readdirSync(whole);
const places = names.flatMap((name) => {
  const { size } = statSync(join(whole, name));
  return [0, Math.floor(size / 2), size - 2].map((at) => ({ name, at }));
});

test.each(places)(
  'one bit of $name, at $at: refused by verify, signed or not, as folder and as archive',
  async ({ name, at }) => {
    const copy = copyOf(whole, (directory) => {
      writeFileSync(join(directory, name), altered(readFileSync(join(whole, name)), at));
    });
    const files = readdirSync(copy).map((file) => ({
      ...textFile(file, ''),
      bytes: new Uint8Array(readFileSync(join(copy, file))),
      executable: file === 'runbook.sh',
    }));
    const archive = join(folder(), 'a.tar.gz');
    writeFileSync(archive, await archiveOf('one', files));
    const more =
      at === 0
        ? [
            [copy, '--allowed-signers', allowed],
            [archive, '--allowed-signers', allowed],
          ]
        : [];
    for (const args of [[copy], ...more]) {
      const ran = await program(['verify', ...args]);
      expect(ran.status, args.join(' ')).toBe(1);
      expect(ran.stdout).toContain(`/${name === 'SHA256SUMS' ? '' : name}`);
      expect(ran.stdout).toMatch(/: expected .*, found .* \[NRB5\d\d\]\n {4}/u);
    }
  },
);

test.each(places)('one bit of $name, at $at: refused on the NCN', ({ name, at }) => {
  const copy = copyOf(whole, (directory) => {
    writeFileSync(join(directory, name), altered(readFileSync(join(whole, name)), at));
  });
  const verify = (file: string) =>
    `ssh-keygen -Y verify -f ${allowed} -I ops@site -n ncn-runbook -s ${file}.sig <${file}`;
  const sums = statusOf(copy, 'sha256sum --strict -c SHA256SUMS');
  const signature = statusOf(copy, verify('SHA256SUMS'));
  const script = statusOf(copy, verify('runbook.sh'));
  // The signature of the list is not in the list, and the list covers all else.
  expect({ sums: sums !== 0, signature: signature !== 0, script: script !== 0 }).toEqual({
    sums: name !== 'SHA256SUMS.sig',
    signature: ['SHA256SUMS', 'SHA256SUMS.sig'].includes(name),
    script: ['runbook.sh', 'runbook.sh.sig'].includes(name),
  });
});

test('every byte of an archive counts', async () => {
  const bytes = new Uint8Array(readFileSync(signed));
  const ends = [0, 3, 4, 8, 9, 10, 100, ...[1, 2, 3, 4, 5, 6, 7, 8].map((back) => bytes.length - back)];
  const samples = [...ends, ...[1, 2, 3, 4].map((part) => Math.floor((bytes.length * part) / 5))];
  for (const at of samples) {
    const found = await readArchive('a.tar.gz', altered(bytes, at));
    expect(await verificationOf(found, loadTemplates(), loadFonts), `byte ${at}`).not.toEqual([]);
  }
});

test('bytes after the archive count, and so does what is cut off', async () => {
  const bytes = new Uint8Array(readFileSync(plain));
  for (const other of [
    new Uint8Array([...bytes, 0]),
    new Uint8Array([...bytes, ...bytes]),
    bytes.subarray(0, -1),
    bytes.subarray(0, 5000),
    new Uint8Array(),
  ]) {
    const file = join(folder(), 'a.tar.gz');
    writeFileSync(file, other);
    expect((await program(['verify', file])).status).toBe(1);
  }
});

test('a file altered together with its sums is found by making it again, with line and words', async () => {
  const copy = copyOf(bundle, (directory) => {
    const script = join(directory, 'runbook.sh');
    writeFileSync(script, readFileSync(script, 'utf8').replace('readonly METAL_NO_WIPE=0', 'readonly METAL_NO_WIPE=1'));
    statusOf(directory, 'sha256sum runbook.sh review.md plan.json review.html params.yaml manifest.json >SHA256SUMS');
  });
  const ran = await program(['verify', copy]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toMatch(
    /\/runbook\.sh:\d+:1: expected "readonly METAL_NO_WIPE=0", found "readonly METAL_NO_WIPE=1" \[NRB514\]/u,
  );
  expect(ran.stderr).toContain('differs; do not run it');
});

test('another runtime and another version are said to be that', async () => {
  const copy = copyOf(bundle, (directory) => {
    const [script, manifest] = [join(directory, 'runbook.sh'), join(directory, 'manifest.json')];
    writeFileSync(script, `${readFileSync(script, 'utf8')}# more\n`);
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"version": "0.1.0"', '"version": "0.0.9"'));
  });
  const ran = await program(['verify', copy]);
  expect(ran.stdout).toMatch(
    /runbook\.sh:1:1: expected the runtime of ncn-runbook 0\.1\.0, sha256 \w{64}, found \w{64} \[NRB513\]/u,
  );
  expect(ran.stdout).toContain('found one made by ncn-runbook 0.0.9 [NRB512]');
});

test.each<[string, (directory: string) => void, string]>([
  [
    'a missing file',
    (directory) => rmSync(join(directory, 'plan.json')),
    '/plan.json:1:1: expected this file, found no such file [NRB505]',
  ],
  ['a missing list', (directory) => rmSync(join(directory, 'SHA256SUMS')), '/SHA256SUMS:1:1: expected this file'],
  [
    'a missing manifest',
    (directory) => rmSync(join(directory, 'manifest.json')),
    '/manifest.json:1:1: expected this file',
  ],
  [
    'a manifest that is none',
    (directory) => writeFileSync(join(directory, 'manifest.json'), '[{}]'),
    '/manifest.json:1:1: expected a manifest of format 1',
  ],
  [
    'a file too many',
    (directory) => writeFileSync(join(directory, '.profile'), ''),
    '/.profile:1:1: expected a file that SHA256SUMS lists, found a stranger [NRB506]',
  ],
  [
    'a folder',
    (directory) => mkdirSync(join(directory, 'more')),
    '/more:1:1: expected plain files, found a folder [NRB503]',
  ],
  [
    'a link',
    (directory) => symlinkSync('/etc/passwd', join(directory, 'x')),
    '/x:1:1: expected plain files, found a symbolic link [NRB503]',
  ],
  [
    'a script that cannot be run',
    (directory) => chmodSync(join(directory, 'runbook.sh'), 0o644),
    '/runbook.sh:1:1: expected an executable file, found one that is not [NRB511]',
  ],
  [
    'a document that can be run',
    (directory) => chmodSync(join(directory, 'review.md'), 0o755),
    '/review.md:1:1: expected no executable, found one [NRB511]',
  ],
  [
    'bad parameters',
    (directory) => writeFileSync(join(directory, 'params.yaml'), 'runbook: 7\n'),
    '/params.yaml:1:10: runbook: expected',
  ],
  [
    'a line of the list that is none',
    (directory) => writeFileSync(join(directory, 'SHA256SUMS'), '\u001b[2J\n'),
    '/SHA256SUMS:1:1: expected a digest and the name of a file, each name once, found "\\u001b[2J" [NRB507]',
  ],
])('%s is named', async (_, change, said) => {
  const ran = await program(['verify', copyOf(bundle, change)]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain(said);
});

test('of a signature without allowed signers it says that nobody was asked', async () => {
  const ran = await program(['verify', signed]);
  expect(ran).toMatchObject({ status: 0, stdout: expect.stringMatching(/; signed by somebody\n$/u) });
  expect(ran.stderr.match(/\[NRB523\]/gu)).toHaveLength(1);
});

test.each([
  ['somebody else', newKey().allowed, '[NRB521]'],
  ['nobody', parameterFile(''), '[NRB521]'],
])('a signature of one who is not allowed, as it is %s, is refused', async (_, file, code) => {
  const ran = await program(['verify', signed, '--allowed-signers', file]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain(code);
});

test('signatures can neither be left out nor exchanged nor made for something else', async () => {
  const check = async (path: string) => (await program(['verify', path, '--allowed-signers', allowed])).stdout;
  expect(await check(plain)).toContain('[NRB522]');
  expect(await check(copyOf(whole, (directory) => rmSync(join(directory, 'runbook.sh.sig'))))).toContain(
    '/runbook.sh.sig:1:1: expected this file',
  );
  expect(await check(copyOf(whole, (directory) => rmSync(join(directory, 'SHA256SUMS.sig'))))).toContain(
    '/SHA256SUMS.sig:1:1: expected this file',
  );
  const exchanged = copyOf(whole, (directory) =>
    cpSync(join(whole, 'runbook.sh.sig'), join(directory, 'SHA256SUMS.sig')),
  );
  expect(await check(exchanged)).toContain('/SHA256SUMS.sig:1:1: expected a signature by one of');
  const other = copyOf(whole, (directory) =>
    statusOf(directory, `ssh-keygen -Y sign -n file -f ${key} <SHA256SUMS >SHA256SUMS.sig`),
  );
  expect(await check(other)).toContain('[NRB521]');
  const twice = copyOf(whole, (directory) =>
    writeFileSync(join(directory, 'SHA256SUMS.sig'), `\n${readFileSync(join(whole, 'SHA256SUMS.sig'), 'utf8')}`),
  );
  expect(await check(twice)).toContain('[NRB520]');
});

test.each<[string, (text: string) => string, boolean]>([
  ['with another line break, which ssh-keygen takes', (text) => text.replace('\nU1NIU0lH', '\nU1NI\nU0lH'), true],
  [
    'with other bits in its padding',
    (text) => text.replace(/[AQgw]==\n/u, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}==\n`),
    false,
  ],
])('a signature written in another way, %s, is refused', async (_, rewrite, isTaken) => {
  const text = readFileSync(join(whole, 'SHA256SUMS.sig'), 'utf8');
  expect(rewrite(text)).not.toBe(text);
  const copy = copyOf(whole, (directory) => writeFileSync(join(directory, 'SHA256SUMS.sig'), rewrite(text)));
  const judged = `ssh-keygen -Y verify -f ${allowed} -I ops@site -n ncn-runbook -s SHA256SUMS.sig <SHA256SUMS`;
  expect(statusOf(copy, judged) === 0).toBe(isTaken);
  const ran = await program(['verify', copy, '--allowed-signers', allowed]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain('/SHA256SUMS.sig:1:1: expected an SSH signature as ssh-keygen writes it');
});

test('what keeps it from judging is a mistake, not a verdict', async () => {
  const without = await program(['verify', signed], { PATH: folder() });
  expect(without).toMatchObject({ status: 2, stdout: '' });
  expect(without.stderr).toContain('[NRB524]');
  const missing = await program(['verify', signed, '--allowed-signers', '/nowhere/signers']);
  expect(missing).toMatchObject({ status: 2, stdout: '' });
  expect(missing.stderr).toContain('/nowhere/signers:1:1: expected a file of allowed signers, found no such file');
});

test.each([
  ['a parameter file', parameterFile(exampleText('one'))],
  ['a folder without a bundle', folder()],
  ['nothing', '/nowhere/at/all'],
])('%s is a mistake', async (_, path) => {
  expect(await program(['verify', path])).toMatchObject({ status: 2, stdout: '' });
});
