import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleText, parameterFile } from '../cli/example.js';
import { cli, folder } from '../cli/helpers.js';
import { packedBundle, program, statusOf, tarOf, unpacked } from './helpers.js';

/** A packed bundle with these documents, made by one command. */
async function archiveWith(...options: string[]): Promise<string> {
  const ran = await cli(['generate', parameterFile(exampleText('one')), '--out', folder(), '--pack', ...options]);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.trim();
}

/** The archive once more, with another bit in the middle of one file; concealed, with all sums made right. */
function altered(archive: string, name: string, conceal = false): { file: string; at: number; byte: number } {
  const directory = unpacked(archive);
  const bytes = readFileSync(join(directory, name));
  const at = Math.floor(bytes.length / 2);
  const byte = bytes[at] ?? 0;
  bytes[at] = byte ^ 1;
  writeFileSync(join(directory, name), bytes);
  if (conceal) concealIn(directory, name);
  const files = readdirSync(directory).map((file) => [file, readFileSync(join(directory, file))] as const);
  return { file: tarOf('one', Object.fromEntries(files)), at, byte };
}

/** Writes the sums of what is there now into the manifest and the list. */
function concealIn(directory: string, name: string): void {
  const command = `sum=$(sha256sum ${name}) && sed -i "s/\\(\\"${name}\\": \\"\\)[0-9a-f]*/\\1\${sum%% *}/" manifest.json &&
    sha256sum $(sed 's/^[^ ]*  //' SHA256SUMS) >sums && mv sums SHA256SUMS && sha256sum --strict -c SHA256SUMS`;
  if (statusOf(directory, command) !== 0) throw new Error('not concealed');
}

const [page, both, neither] = [await archiveWith(), await archiveWith('--pdf'), await archiveWith('--no-html')];

test.each([
  ['neither document', neither, []],
  ['review.html', page, ['review.html']],
  ['review.html and review.pdf', both, ['review.html', 'review.pdf']],
])('an archive with %s is as this version makes it', async (_, archive, documents) => {
  const directory = unpacked(archive);
  expect(readdirSync(directory).filter((name) => /^review\.(?:html|pdf)$/u.test(name))).toEqual(documents);
  expect(statusOf(directory, 'sha256sum --strict -c SHA256SUMS')).toBe(0);
  expect(await program(['verify', archive])).toMatchObject({
    status: 0,
    stdout: `${archive}: ok, ${7 + documents.length} files as this version makes them; not signed\n`,
  });
});

test('the paper of a review.pdf is seen by itself, and the same PDF is made again', async () => {
  const file = parameterFile(exampleText('one'));
  const out = folder();
  const letter = ['generate', file, '--out', out, '--pdf', '--paper', 'letter'];
  expect(await cli(letter)).toMatchObject({ status: 0 });
  const pdf = join(out, 'one', 'review.pdf');
  const before = readFileSync(pdf);
  expect(before.includes('/MediaBox [0 0 612 792]')).toBe(true);
  expect(await program(['verify', join(out, 'one')])).toMatchObject({ status: 0 });
  expect(await program(['diff', file, join(out, 'one')])).toMatchObject({ status: 0 });
  expect(await cli(['generate', file, '--out', out, '--check'])).toMatchObject({ status: 0 });
  await cli(['generate', file, '--out', out]);
  expect(readFileSync(pdf).equals(before)).toBe(true);
  expect(await cli([...letter.slice(0, -1), 'a4'])).toMatchObject({ status: 0 });
  expect(readFileSync(pdf).includes('/MediaBox [0 0 595.28 841.89]')).toBe(true);
});

test('only a PDF has a paper, and there are two of them', async () => {
  const args = ['generate', parameterFile(exampleText('one')), '--out', folder()];
  const alone = await cli([...args, '--paper', 'letter']);
  expect(alone).toMatchObject({ status: 2 });
  expect(alone.stderr).toContain('--paper:1:1: expected --pdf with it, found none [NRB202]');
  expect(await cli([...args, '--pdf', '--paper', 'legal'])).toMatchObject({ status: 2 });
});

test.each(['generate', 'verify'])('%s tells beforehand that a PDF takes a while', async (command) => {
  const rest = command === 'generate' ? [parameterFile(exampleText('one')), '--out', folder(), '--pdf'] : [both];
  expect((await cli([command, ...rest])).stderr).toMatch(/^review\.pdf of .* \.\.\.\n/u);
  const shown = (await cli([command, ...rest], { isTerminal: true })).stderr;
  expect(shown).toMatch(/^\rreview\.pdf of [^\r]*\r[^\r]*$/u);
});

test('a folder with both documents packs to the same archive', async () => {
  const again = await packedBundle(unpacked(both));
  expect(readFileSync(again).equals(readFileSync(both))).toBe(true);
});

test('one bit of review.html is named, by its digest and by its line', async () => {
  const { file } = altered(page, 'review.html');
  const ran = await program(['verify', file]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).toMatch(/\/review\.html:1:1: expected sha256 \w{64} \(SHA256SUMS\), found \w{64} \[NRB508\]/u);
  expect(ran.stdout).toMatch(/\/review\.html:\d+:1: expected .* \[NRB514\]/u);
});

test.each([
  ['review.html', page],
  ['review.pdf', both],
])('one bit of %s with all sums made right is found by making it again', async (name, archive) => {
  const { file, at, byte } = altered(archive, name, true);
  const ran = await program(['verify', file]);
  expect(ran.status).toBe(1);
  expect(ran.stdout).not.toContain('[NRB508]');
  expect(ran.stdout).toMatch(new RegExp(`/${name}:\\d+:1: expected .* \\[NRB514\\]`, 'u'));
  if (name === 'review.pdf')
    expect(ran.stdout).toContain(`expected the byte ${byte} at ${at}, found the byte ${byte ^ 1} at ${at} [NRB514]`);
});

test('a document that is listed and not there is missing, one that is there and not listed a stranger', async () => {
  const directory = unpacked(page);
  const document = readFileSync(join(directory, 'review.html'));
  rmSync(join(directory, 'review.html'));
  const missing = await program(['verify', directory]);
  expect(missing.status).toBe(1);
  expect(missing.stdout).toContain('/review.html:1:1: expected this file, found no such file [NRB505]');
  const bare = unpacked(neither);
  writeFileSync(join(bare, 'review.html'), document);
  const more = await program(['verify', bare]);
  expect(more.status).toBe(1);
  expect(more.stdout).toContain('/review.html:1:1: expected a file that SHA256SUMS lists, found a stranger [NRB506]');
});

test('a parameter file and its bundle are the same runbook, whatever documents the bundle has', async () => {
  const file = parameterFile(exampleText('one'));
  for (const archive of [neither, page]) expect(await program(['diff', file, archive])).toMatchObject({ status: 0 });
});
