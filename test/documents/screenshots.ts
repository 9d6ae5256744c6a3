import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { launch, open } from './browser.js';
import { make } from './examples.js';

/** Pictures of the documents of the examples, for a person to look at: `npm run screenshots`. */
const target = new URL('../../coverage/screenshots', import.meta.url).pathname;
const views = [
  { name: 'light', width: 1280, scheme: 'light' },
  { name: 'wide-dark', width: 1600, scheme: 'dark' },
  { name: 'phone', width: 360, scheme: 'light' },
] as const;
const places = [
  'body',
  '#parameters',
  '#flow',
  '#alterations',
  '#step-5',
  '#step-14',
  '#traceability',
  '#script',
  '#sign-off',
];

let browser: Browser;
beforeAll(async () => {
  mkdirSync(target, { recursive: true });
  browser = await launch();
});
afterAll(async () => await browser.close());

test.each(['worker', 'master', 'storage'])('%s', async (example) => {
  const { file } = await make(example, 'review.html');
  for (const { name, width, scheme } of views) {
    const { page } = await open(browser, file, { width, scheme });
    for (const [index, place] of places.entries()) {
      await page.locator(place).evaluate((element) => element.scrollIntoView());
      const part = `${index + 1}-${place.replace('#', '')}`;
      await page.screenshot({ path: join(target, `${example}-${name}-${part}.png`) });
    }
    await page.context().close();
  }
  const { page } = await open(browser, file, views[0]);
  for (const format of ['A4', 'Letter']) await page.pdf({ path: join(target, `${example}-${format}.pdf`), format });
  await page.context().close();
});
