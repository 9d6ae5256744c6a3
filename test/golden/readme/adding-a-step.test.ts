import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fencesIn, root, sectionOf, textOf } from './document.js';
import { temporaryDirectory } from './example.js';
import { run } from './run.js';

const directory = temporaryDirectory();
/** Milliseconds that the compiler may take on a busy machine. */
const compiling = 300_000;

const place = { cwd: directory, env: process.env };
afterAll(() => rmSync(directory, { recursive: true }));

beforeAll(() => {
  for (const name of ['src', 'templates', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(directory, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  for (const { language, about, text } of fencesIn(sectionOf(textOf('README.md'), 'Adding a step'))) {
    const file = join(directory, about);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, language === 'diff' ? withLines(readFileSync(file, 'utf8'), text) : text);
  }
});

/** The text with the `+` lines of a diff below the lines that stand above them there, or at the start. */
function withLines(text: string, diff: string): string {
  const lines = text.split('\n');
  let at = 0;
  for (const line of diff.trimEnd().split('\n')) {
    if (line.startsWith('+')) {
      lines.splice(at, 0, line.slice(1));
    } else {
      expect(lines).toContain(line.slice(1));
      at = lines.indexOf(line.slice(1));
    }
    at += 1;
  }
  return lines.join('\n');
}

test(
  'the step of the recipe compiles',
  async () => {
    expect(await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], place)).toEqual({
      status: 0,
      output: '',
    });
  },
  compiling,
);

test('it is in the plan, in the script and in its dry run', async () => {
  const main = ['dist/cli/main.js'];
  const parameters = 'templates/params/worker.yaml';
  expect((await run(process.execPath, [...main, 'explain', 'check-nodes'], place)).output).toContain('check-nodes: ');
  expect((await run(process.execPath, [...main, 'generate', parameters], place)).status).toBe(0);
  const plan = await run('bash', ['out/worker-image-2026-11/runbook.sh'], place);
  expect(plan.output).toMatch(/ check-nodes +reads +Look whether the nodes are ready\n/u);
  const checked = await run('shellcheck', ['-o', 'all', 'out/worker-image-2026-11/runbook.sh'], place);
  expect(checked).toEqual({ status: 0, output: '' });
});

test('it can be rehearsed', async () => {
  const { status, output } = await run(
    process.execPath,
    ['dist/cli/main.js', 'rehearse', 'templates/params/worker.yaml'],
    place,
  );
  expect(status, output).toBe(0);
  expect(output).toMatch(/^check-nodes +1 +done$/mu);
});
