import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepsOfScript } from '../../src/render/script-steps.js';
import { launch, open } from './browser.js';
import { hostile, hostileSet, longSet, make } from './examples.js';
import { type PlacedWord, pagesOf, wordsOf } from './pdf.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => await browser.close());

const light = { width: 1280, scheme: 'light' } as const;
const phone = { width: 360, scheme: 'dark' } as const;

test.each(['worker', 'master', 'storage'])(
  '%s: nothing is asked of others, complained of, or wider than a phone',
  async (name) => {
    const { file } = await make(name, 'review.html');
    const { page, complaints, requests } = await open(browser, file, phone);
    const widths = await page.evaluate<number[]>('[document.documentElement.scrollWidth, document.body.scrollWidth]');
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    expect(Math.max(...widths)).toBeLessThanOrEqual(360);
    await page.context().close();
  },
);

test('its own policy stops what markup could smuggle in', async () => {
  const { file } = await make('worker', 'review.html');
  const { page, complaints, requests } = await open(browser, file, light);
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend',
    '<img src="http://example.com/x.png"><p style="color:red" onclick="1">x</p><iframe src="http://example.com"></iframe>')`);
  await page.evaluate(
    `{ const s = document.createElement('script'); s.textContent = 'window.owned = 1'; document.body.append(s) }`,
  );
  expect(await page.evaluate('window.owned ?? "safe"')).toBe('safe');
  expect(requests).toEqual([]);
  expect(complaints.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
  await page.context().close();
});

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
] as const)('axe finds nothing to object to, %s, %i pixels wide', async (scheme, width) => {
  const { file } = await make('worker', 'review.html');
  const { page } = await open(browser, file, { width, scheme });
  // The lines of the listing are all alike, and most of the time would go into them.
  await page.evaluate(`document.querySelectorAll('pre.script .l:nth-child(n+400)').forEach((line) => line.remove())`);
  await page.evaluate(axe.source);
  const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)`,
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.context().close();
});

test('hostile titles and names are text, and nothing but text', async () => {
  const { file } = await make('worker', 'review.html', hostileSet);
  const { page, complaints, requests } = await open(browser, file, light);
  const facts = await page.locator('.cover dd').allInnerTexts();
  expect(facts.slice(0, 2)).toEqual([hostile.title, hostile.id]);
  expect(await page.locator('script, img, iframe, [onclick], [onerror], main b').count()).toBe(0);
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  await page.context().close();
});

test('the listing is the script, and every link leads somewhere', async () => {
  const { file, script, scriptDigest, plan } = await make('worker', 'review.html');
  const { page } = await open(browser, file, light);
  expect(await page.locator('pre.script').evaluate((pre) => pre.textContent)).toBe(script);
  expect((await page.locator('.digest').innerText()).replace(/\s/g, '')).toBe(scriptDigest);
  const dangling = await page.evaluate(
    `[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href')).filter((to) => !document.querySelector(to))`,
  );
  expect(dangling).toEqual([]);
  const ids = await page.evaluate<string[]>(`[...document.querySelectorAll('[id]')].map(({ id }) => id)`);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, number } of plan.run) {
    const first = stepsOfScript(script).get(id)?.lines[0]?.number;
    expect(await page.locator(`#step-${number} .where a`).getAttribute('href')).toBe(`#L${first}`);
  }
  await page.context().close();
});

test('the lines marked as altering are those that grep finds in steps', async () => {
  const { file, script } = await make('worker', 'review.html');
  const { page } = await open(browser, file, light);
  const marked = await page.locator('pre.script .l.a').evaluateAll((lines) => lines.map(({ id }) => id));
  const changes = script.split('\n').flatMap((line, index) => (/^ +change /.test(line) ? [`L${index + 1}`] : []));
  expect(marked.filter((id) => changes.includes(id))).toEqual(changes);
  await page.context().close();
});

test('it can be read from the keyboard and by a screen reader', async () => {
  const { file } = await make('worker', 'review.html');
  const { page } = await open(browser, file, light);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('To the review');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  const levels = await page
    .locator('h1, h2, h3')
    .evaluateAll((all) => all.map(({ tagName }) => Number(tagName.slice(1))));
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  expect(await page.locator('svg[role=img] title').first().textContent()).toContain('Flow of the 16 steps');
  expect(await page.locator('svg[role=img] desc').first().textContent()).toContain('disks can be wiped: BSS, S3');
  await page.context().close();
});

test.each([
  ['A4', 595, []],
  ['Letter', 612, []],
  ['A4', 595, longSet],
  ['Letter', 612, longSet],
])('printed on %s, no line is cut, and each page carries the digest', async (format, width, set) => {
  const { file, script, scriptDigest } = await make('worker', 'review.html', set);
  const { page } = await open(browser, file, light);
  const paper = join(file, '..', `${format}.pdf`);
  await page.pdf({ path: paper, format });
  for (const text of pagesOf(paper)) expect(text).toContain(scriptDigest);
  const words = wordsOf(paper);
  const [side, foot] = [(16 / 25.4) * 72, (18 / 25.4) * 72]; // the margins of the style sheet
  const isOutside = ({ left, right, bottom, page: { height } }: PlacedWord) =>
    left < side - 2 || right > width - side + 2 || (bottom > height - foot + 2 && bottom < height - foot + 12);
  expect(words.filter(isOutside)).toEqual([]);
  const all = words.map(({ text }) => text).join('');
  const lost = script.split('\n').filter((line) => !line.split(/\s+/).every((word) => all.includes(word)));
  expect(lost).toEqual([]);
  await page.context().close();
});
