import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTemplates } from '../../src/cli/read-templates.js';
import { readEvidence } from '../../src/evidence/read-evidence.js';
import { renderEvidenceHtml } from '../../src/render/evidence-html/evidence-html.js';
import { record, wholeRun } from '../unit/evidence/record.js';
import { launch, open } from './browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => await browser.close());

const nasty = `<script>alert(1)</script> <img src=x onerror=alert(2)> ' " &lt;`;
const hostileRun = `${wholeRun} open_evidence run; STEP='<b>look'; record step-begun
  record query command '<script>alert(1)</script>' status 1 milliseconds 1 output_sha256 '' fault '<i>' error '<img src=x>'
  record difference what '<style>*{}</style>'; STEP=''; record end status 1`;

/** evidence.html of a run, on disk. */
function pageOf(script: string): string {
  const { bytes, head } = record(script);
  const params = (image: string, wipe: number) => ({
    kernel: nasty,
    initrd: 'i',
    params: `metal.server=s3://${image} metal.no-wipe=${wipe}`,
  });
  const saved = JSON.stringify([{ hosts: ['x3000c0s1b0n0'], ...params('old', 1) }]);
  const intended = JSON.stringify([{ xname: 'x3000c0s1b0n0', ...params('new', 0) }]);
  const nodes = { x3000c0s1b0n0: 'updated' };
  const state = { evidence: bytes, head, done: {}, nodes, values: { [nasty]: nasty }, saved, intended };
  const file = join(mkdtempSync(join(tmpdir(), 'evidence-')), 'evidence.html');
  writeFileSync(file, renderEvidenceHtml(readEvidence(bytes, head), state, loadTemplates()));
  return file;
}

test.each(['light', 'dark'] as const)(
  'hostile evidence is text, fits a phone, and axe has no objection, %s',
  async (scheme) => {
    const file = pageOf(hostileRun);
    const { page, complaints, requests } = await open(browser, file, { width: 360, scheme });
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(360);
    expect(await page.locator('script, img, iframe, main b, main style').count()).toBe(0);
    expect(await page.locator('#values td').first().innerText()).toBe(nasty);
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.evaluate(axe.source);
    const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)`,
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  },
);

test('steps and calls are drawn to scale', async () => {
  const file = pageOf(`
open_evidence run
STEP=look; record step-begun
for _ in 1 2 3 4 5 6 7 8; do record query command 'cray a list' status 0 milliseconds 1000 output_sha256 '' fault '' error ''; done
record step-done
STEP=alter; record step-begun; record step-done
STEP=''; record end status 0`);
  const { page } = await open(browser, file, { width: 1280, scheme: 'light' });
  const widths = await page
    .locator('.timeline rect.bar')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
  const [look = 0, alter = 0] = widths;
  expect(look / alter).toBeCloseTo(9, 0); // nine seconds and one second, by the clock of the record
  const query = await page
    .locator('.timeline rect.query')
    .first()
    .evaluate((mark) => mark.getBoundingClientRect().width);
  expect(query / alter).toBeCloseTo(1, 0);
  expect(await page.locator('.timeline rect.query').count()).toBe(9); // one is in the legend
  expect(readFileSync(file, 'utf8')).not.toContain('NaN');
  await page.context().close();
});
