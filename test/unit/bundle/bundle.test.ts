import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleOf, type TextBundle } from '../../../src/bundle/bundle.js';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import type { Parameters } from '../../../src/model/parameters.js';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { digestOf } from '../../../src/render/digest.js';
import { TemplateError } from '../../../src/render/template.js';
import { combinations } from '../../combinations.js';

const templates = loadTemplates();

function made(parameters: Parameters): TextBundle {
  const outcome = bundleOf(parameters, templates);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

function textOf({ files }: TextBundle, wanted: string): string {
  return files.find(({ name }) => name === wanted)?.text ?? '';
}

const samples = combinations().filter((_, index) => index % 7 === 0);

test.each(samples)('$name: six files, of which only the script is executable', ({ parameters }) => {
  const { files, runbook } = made(parameters);
  expect(runbook).toBe(parameters.runbook);
  expect(files.map(({ name, executable }) => [name, executable])).toEqual([
    ['runbook.sh', true],
    ['review.md', false],
    ['plan.json', false],
    ['params.yaml', false],
    ['manifest.json', false],
    ['SHA256SUMS', false],
  ]);
  for (const { text } of files) expect(text.endsWith('\n')).toBe(true);
});

test.each(samples)('$name: sha256sum finds every file as it should be', ({ parameters }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const { name, text } of made(parameters).files) writeFileSync(join(folder, name), text);
  const checked = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
  expect(checked.trim().split('\n')).toHaveLength(5);
});

test.each(samples)('$name: made again from its own params.yaml, it has the same bytes', ({ parameters }) => {
  const first = made(parameters);
  const read = parseParameters(textOf(first, 'params.yaml'), { file: '/another/place/file.yaml' });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(made(read.value).files).toEqual(first.files);
});

test('the manifest names what made the bundle, from what, and the digest of each file', () => {
  const bundle = made(samples[0]?.parameters ?? fail());
  const digest = (name: string) => digestOf(textOf(bundle, name));
  const script = textOf(bundle, 'runbook.sh');
  expect(JSON.parse(textOf(bundle, 'manifest.json'))).toEqual({
    format: 1,
    generator: bundle.plan.generator,
    procedure: bundle.plan.procedure,
    runbook: bundle.runbook,
    parametersSha256: digest('params.yaml'),
    runtimeSha256: digestOf(script.slice(script.indexOf('\n# == Runtime ') + 1)),
    scriptSha256: digest('runbook.sh'),
    files: Object.fromEntries(
      ['runbook.sh', 'review.md', 'plan.json', 'params.yaml'].map((name) => [name, digest(name)]),
    ),
  });
});

test('warnings of the plan name a place in params.yaml, never the file of the user', () => {
  const storage = combinations().find(({ name }) => name === 'booted-storage-created-xnames')?.parameters ?? fail();
  const { plan } = made(storage);
  expect(plan.warnings.map(({ file, code }) => [file, code])).toEqual([['params.yaml', 'NRB163']]);
});

test('parameters that did not go through the checks are refused, not rendered', () => {
  const parameters = samples[0]?.parameters ?? fail();
  const refused = bundleOf({ ...parameters, runbook: '../evil' }, templates);
  expect(refused.ok ? [] : refused.problems.map(({ path }) => path)).toEqual(['runbook']);
});

test('a template that is missing or wrong is an error with its place', () => {
  const parameters = samples[0]?.parameters ?? fail();
  const { 'review.md.hbs': _, ...without } = templates;
  expect(() => bundleOf(parameters, without)).toThrow(TemplateError);
  const wrong = { ...templates, 'review.md.hbs': '# x\n\n  {{{title}}}\n' };
  expect(() => bundleOf(parameters, wrong)).toThrow('templates/review.md.hbs:3:3: {{{title}}}');
});

function fail(): never {
  throw new Error('there is no combination');
}
