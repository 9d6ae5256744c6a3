import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleText, parameterFile } from './example.js';
import { cli, folder } from './helpers.js';

const file = parameterFile(exampleText('one'));

test('review.html can be left out; when it is there, it is summed up and checked', async () => {
  const out = folder();
  const page = join(out, 'one', 'review.html');
  await cli(['generate', file, '--out', out, '--no-html']);
  expect(existsSync(page)).toBe(false);
  expect(await cli(['generate', file, '--out', out, '--check', '--no-html'])).toMatchObject({ status: 0, stdout: '' });
  expect((await cli(['generate', file, '--out', out, '--check'])).stdout).toContain(`${page}: missing`);
  await cli(['generate', file, '--out', out]);
  execFileSync('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS'], { cwd: join(out, 'one') });
  expect(readFileSync(join(out, 'one', 'SHA256SUMS'), 'utf8')).toContain('  review.html\n');
  expect(JSON.parse(readFileSync(join(out, 'one', 'manifest.json'), 'utf8')).files).toHaveProperty(['review.html']);
  expect(await cli(['generate', file, '--out', out, '--check'])).toMatchObject({ status: 0, stdout: '' });
  appendFileSync(page, ' ');
  expect(await cli(['generate', file, '--out', out, '--check'])).toMatchObject({ status: 1 });
});

test('a page of another script does not stay', async () => {
  const out = folder();
  const page = join(out, 'one', 'review.html');
  await cli(['generate', file, '--out', out]);
  const before = readFileSync(page, 'utf8');
  await cli(['generate', file, '--out', out, '--no-html', '--set', 'image.revision=rev9']);
  const after = readFileSync(page, 'utf8');
  expect(after).toContain('<code>rev9</code>');
  expect(after).not.toBe(before);
});

test('a page has its own digest of the style in its policy, and no other way for style or script', async () => {
  const out = folder();
  await cli(['generate', file, '--out', out]);
  const page = readFileSync(join(out, 'one', 'review.html'), 'utf8');
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const digest = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(
    `content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`,
  );
  expect(page).not.toMatch(/ style=|<script|<link|@import|url\((?!#)/);
});

test('--stdout is for the script alone', async () => {
  const ran = await cli(['generate', file, '--stdout', '--no-html']);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain('found --no-html');
});
