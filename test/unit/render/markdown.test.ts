import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { bundleOf } from '../../../src/bundle/bundle.js';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import type { Parameters } from '../../../src/model/parameters.js';
import { digestOf } from '../../../src/render/digest.js';
import { combinations } from '../../combinations.js';

const templates = loadTemplates();
const [sample] = combinations().filter(({ name }) => name === 'upgrade-worker-created-subrole');
const worker: Parameters = sample?.parameters ?? combinations().map(({ parameters }) => parameters)[0] ?? fail();

function fail(): never {
  throw new Error('there is no combination');
}

function filesFor(parameters: Parameters): Readonly<Record<string, string>> {
  const made = bundleOf(parameters, templates);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return Object.fromEntries(made.value.files.map(({ name, text }) => [name, text]));
}

function reviewFor(parameters: Parameters): string {
  return filesFor(parameters)['review.md'] ?? '';
}

const markdown = new MarkdownIt({ html: true, linkify: true });

test('the parts stand in the order in which a reviewer needs them', () => {
  const headings = reviewFor(worker)
    .split('\n')
    .filter((line) => line.startsWith('## '));
  expect(headings.map((line) => line.slice(3))).toEqual([
    'To approve',
    'Purpose and change record',
    'Target nodes',
    'Parameters',
    'Flow',
    'Steps',
    'Commands that alter the system',
    'Each step',
    'Verify',
    'Roll back',
    'Deviations from the source procedure',
    'Traceability',
    'Sign-off',
  ]);
});

test('it names the digests of the script and of the parameters, and how to run the approved bytes only', () => {
  const files = filesFor(worker);
  const digest = digestOf(files['runbook.sh'] ?? '');
  expect(files['review.md']).toContain(`| \`runbook.sh\` | \`${digest}\` |`);
  expect(files['review.md']).toContain(`| \`params.yaml\`, the input | \`${digestOf(files['params.yaml'] ?? '')}\` |`);
  expect(files['review.md']).toContain(`bash runbook.sh run --approved ${digest}`);
});

test.each([
  ['worker', '0', true, false],
  ['worker', 'keep', true, false],
  ['worker', '1', false, false],
  ['storage', '0', true, true],
  ['storage', 'keep', true, true],
  ['storage', '1', false, false],
] as const)('%s nodes with metal.no-wipe %s: disks in danger %s, OSDs %s', (nodeType, metalNoWipe, danger, osds) => {
  const found = combinations().find(({ name }) => name === `booted-${nodeType}-existing-xnames`)?.parameters ?? fail();
  const review = reviewFor({ ...found, bootParameters: { ...found.bootParameters, metalNoWipe } });
  expect(review.includes('> [!CAUTION]\n> **THIS RUNBOOK CAN LET DISKS BE WIPED.**')).toBe(danger);
  expect(review.includes('**DISKS CAN BE WIPED.**')).toBe(danger);
  expect(review.includes('disks are **not** wiped')).toBe(!danger);
  expect(review.includes('THEIR CEPH OSDs ARE LOST')).toBe(osds);
  expect(review.includes(':::wipes')).toBe(danger);
});

test('what a person must know of the parameters is in a warning at the top', () => {
  const storage = combinations().find(({ name }) => name === 'booted-storage-created-xnames')?.parameters ?? fail();
  const [top = ''] = reviewFor(storage).split('## To approve');
  expect(top).toContain('> [!WARNING]');
  expect(top).toContain('ncn-initrd.yml');
});

test('the change record shows as text, whatever is in it', () => {
  const id = '<script>alert(1)</script>|"`';
  const title = '# [x](javascript:alert(1)) $(id) ![i](http://e.e/i.png) https://e.e `` --- שלום 👍';
  const review = reviewFor({ ...worker, change: { id, title } });
  const tokens = markdown.parse(review, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const types = new Set(tokens.map(({ type }) => type));
  for (const type of ['html_inline', 'html_block', 'image']) expect(types).not.toContain(type);
  for (const link of tokens.filter(({ type }) => type === 'link_open'))
    expect(link.attrGet('href')).toMatch(/^#step-\d+-[a-z-]+$/);
  const texts = tokens
    .filter(({ type }) => type === 'inline')
    .map(({ children }) => (children ?? []).map(({ content }) => content).join(''));
  expect(texts).toContain(title);
  expect(texts).toContain(id);
});

test.each(combinations())('$name: links lead to headings, and tables have their columns', ({ parameters }) => {
  const review = reviewFor(parameters);
  const anchors = [...review.matchAll(/^### (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replace(/:/g, '').replace(/ /g, '-'),
  );
  const links = [...review.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) expect(anchors).toContain(link);
  expect(new Set(anchors).size).toBe(anchors.length);
  const html = markdown.render(review);
  const rows = [...html.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) => [...row.matchAll(/<t[hd]/g)].length);
  expect(new Set(rows)).toEqual(new Set([2, 3, 4, 7]));
  expect(review).not.toMatch(/undefined|\[object|\{\{this|NaN/);
});

test('the commands that alter the system are quoted from the script with their line numbers', () => {
  const files = filesFor(worker);
  const lines = (files['runbook.sh'] ?? '').split('\n');
  const changes = lines.flatMap((line, index) => (/^ +change /.test(line) ? [index + 1] : []));
  const [, section = ''] = /## Commands that alter the system\n([\s\S]*?)\n## /.exec(files['review.md'] ?? '') ?? [];
  const quoted = [...section.matchAll(/^! +(\d+) {2}(.*)$/gm)].map(([, number, text = '']) => ({
    number: Number(number),
    text,
  }));
  expect(changes.length).toBeGreaterThan(4);
  expect(quoted.filter(({ text }) => text.startsWith('change ')).map(({ number }) => number)).toEqual(changes);
  for (const { number, text } of quoted) expect(lines[number - 1]?.endsWith(text)).toBe(true);
});

test('the trace has a row for each documented command and the reason for each one hardened or left out', () => {
  const made = bundleOf(worker, templates);
  if (!made.ok) fail();
  const [, table = ''] = /## Traceability\n([\s\S]*?)\n## /.exec(reviewFor(worker)) ?? [];
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  expect(rows).toHaveLength(made.value.plan.coverage.length);
  for (const row of rows)
    expect(row).toMatch(/as documented \|$|\*\*hardened\*\*: .+\.( \(pitfalls? [\d, ]+\))? \|$|\*left out\*: .+\. \|$/);
});
