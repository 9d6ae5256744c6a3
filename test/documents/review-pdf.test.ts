import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textWidth } from '../../src/render/pdf/content.js';
import { sectionTitles } from '../../src/render/review/review.js';
import { hostile, hostileSet, longSet, make } from './examples.js';
import { pagesOf, wordsOf } from './pdf.js';

const root = new URL('../..', import.meta.url).pathname;

test('its text is that of the plan and of the script, with the digest on each page', async () => {
  const { file, plan, script, scriptDigest } = await make('worker', 'review.pdf');
  const pages = pagesOf(file);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(scriptDigest);
    expect(page).toContain(`${index + 1} / ${pages.length}`);
  }
  const text = pages.join('\n').replace(/\s/g, '');
  const bare = (wanted: string) => wanted.replaceAll('`', '').replace(/\s/g, '');
  for (const { id, title, section } of [...plan.run, ...plan.verify, ...plan.rollback])
    for (const wanted of [id, title, section]) expect(text).toContain(bare(wanted));
  for (const { name, what } of plan.values) for (const wanted of [name, what]) expect(text).toContain(bare(wanted));
  const words = script.split(/\s+/).filter((word) => word !== '');
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
});

test('the table of contents names each section with its page', async () => {
  const { file } = await make('worker', 'review.pdf');
  const pages = pagesOf(file);
  const contents = pages[1] ?? '';
  for (const title of sectionTitles) {
    const page = Number(new RegExp(`${title}\\s+(\\d+)\\n`).exec(contents)?.[1]);
    expect({ title, found: pages[page - 1]?.includes(title) }).toEqual({ title, found: true });
  }
});

test('who signs sees on the same page what is signed', async () => {
  const { file, scriptDigest } = await make('worker', 'review.pdf');
  const last = (pagesOf(file).at(-1) ?? '').split('runbook.sh sha256')[0];
  for (const wanted of ['Sign-off', scriptDigest, 'Signature', 'Reviewed', 'Approved', 'Carried out'])
    expect(last).toContain(wanted);
});

test.each([
  ['worker', 'a4'],
  ['worker', 'letter'],
  ['master', 'letter'],
  ['storage', 'a4'],
] as const)('%s on %s: no heading is parted from what it is the heading of', async (name, paper) => {
  const { file } = await make(name, 'review.pdf', [], paper);
  for (const page of pagesOf(file).slice(2)) {
    const lines = page.split('\n').filter((line) => line.trim() !== '');
    const foot = lines.findIndex((line) => line.startsWith('runbook.sh sha256'));
    const last = lines.findLastIndex((line) =>
      /^(Step|Verify|Roll back) \d+: |^Lines .* of runbook.sh:$|^Section /.test(line),
    );
    expect({ foot: foot > 0, alone: last + 1 === foot, line: lines[last] }).toMatchObject({
      foot: true,
      alone: false,
    });
    const step = /^(Step|Verify|Roll back) \d+: /.test(lines[last] ?? '') ? lines.slice(last, foot).join('\n') : '';
    expect(step === '' || /^ *(Effect|\d+ !) /m.test(step)).toBe(true);
  }
});

test('fonts are embedded, and nothing in it runs or reaches out', async () => {
  const { file } = await make('worker', 'review.pdf');
  const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
  expect(fonts.length).toBeGreaterThanOrEqual(4);
  for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+DejaVu\S+ +CID TrueType +Identity-H +yes yes yes/);
  // In the objects: the bytes of a compressed stream may spell anything.
  const objects = readFileSync(file, 'latin1').replace(/\bstream\r?\n.*?\bendstream\b/gs, '');
  expect(objects).toMatch(/\/S \/GoTo\b/);
  expect(objects).not.toMatch(/\/(JavaScript|JS|Launch|URI|EmbeddedFile|OpenAction)\b/);
});

test('hostile titles are text; signs that the fonts lack are written by their number', async () => {
  const { file } = await make('worker', 'review.pdf', hostileSet);
  const text = pagesOf(file)[0]?.replace(/\s/g, '') ?? '';
  const [before = ''] = hostile.title.split('שלום');
  expect(text).toContain(before.replace(/\s/g, ''));
  expect(text).toContain('[U+1F44D]');
  expect(text).toContain(hostile.id.replace(/\s/g, ''));
});

test('made in another folder, process and time zone, without the zlib of Node.js, it has the same bytes', async () => {
  const { file } = await make('worker', 'review.pdf');
  const cwd = mkdtempSync(join(tmpdir(), 'zone-'));
  // Bytes that zlib compressed would be others with another version of Node.js, or on another processor.
  const without = `const zlib = require('node:zlib');
    for (const name of Object.keys(zlib)) if (/deflate|gzip|compress/i.test(name) && !/decompress/i.test(name))
      zlib[name] = () => { throw new Error(name + ' was called'); };
    require('node:module').syncBuiltinESMExports();`;
  writeFileSync(join(cwd, 'without.cjs'), without);
  const args = [
    '--require',
    join(cwd, 'without.cjs'),
    join(root, 'dist/cli/main.js'),
    'generate',
    '--pdf',
    join(root, 'templates/params/worker.yaml'),
  ];
  execFileSync('node', args, {
    cwd,
    env: { ...process.env, TZ: 'Pacific/Kiritimati', HOME: cwd, LC_ALL: 'C' },
    stdio: 'pipe',
  });
  const folder = join(cwd, 'out/worker-image-2026-11');
  expect(readFileSync(join(folder, 'review.pdf')).equals(readFileSync(file))).toBe(true);
  execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder });
});

test('on Letter it says the same, with the digest on each page', async () => {
  const { file, scriptDigest } = await make('worker', 'review.pdf', [], 'letter');
  const sizes = execFileSync('pdfinfo', ['-l', '999', file], { encoding: 'utf8' }).match(/size: .*/g) ?? [];
  expect(new Set(sizes.slice(0, -1).map((size) => size.replace(/ +/g, ' ')))).toEqual(
    new Set(['size: 612 x 792 pts (letter)']),
  );
  for (const page of pagesOf(file)) expect(page).toContain(scriptDigest);
  const a4 = await make('worker', 'review.pdf');
  const words = (of: string) =>
    new Set(
      pagesOf(of)
        .join('\n')
        .match(/[^\s.]*[^\s.\d/][^\s.]*/g),
    );
  expect(words(file)).toEqual(words(a4.file));
});

test.each([
  ['a4', 595.28],
  ['letter', 612],
] as const)('on %s nothing is lost or runs off the page, however long a value is', async (paper, width) => {
  const { file, script, plan } = await make('worker', 'review.pdf', longSet, paper);
  const margin = (width - textWidth) / 2;
  const words = wordsOf(file);
  expect(words.filter(({ left, right }) => left < margin - 1 || right > width - margin + 1)).toEqual([]);
  expect(words.filter(({ top, bottom, page }) => top < 0 || bottom > page.height)).toEqual([]);
  // Without the feet of the pages and the numbers of lines, which poppler may read before or after the lines.
  const body = words.filter(({ top, right, page }) => top < page.height - 52 && right > margin + 30);
  // Line by line: poppler takes two lines with a gap at the same place for two columns.
  const text = body
    .map((word) => ({ ...word, row: Math.round(word.top), sheet: word.page.number }))
    .sort((one, other) => one.sheet - other.sheet || one.row - other.row || one.left - other.left)
    .map((word) => word.text)
    .join('');
  const [first = ''] = plan.parameters.bootParameters.nodes.xnames ?? [];
  expect(text.split(first).length - 1).toBe(3); // as target, as parameter, in the script
  for (const line of script.split('\n')) expect(text).toContain(line.replace(/\s/g, ''));
});
