import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { namesListedIn, partsIn, readmePath, root, sectionOf, textOf, withParts } from './readme/document.js';
import { exampleBundle } from './readme/example.js';
import { generatedParts } from './readme/parts.js';
import { foldersDrawnIn, importsBetweenFolders, importsInTable } from './readme/tree.js';

const generated = await generatedParts();
if (process.env['UPDATE_README'] === '1') {
  writeFileSync(readmePath, withParts(readFileSync(readmePath, 'utf8'), generated));
}
const readme = textOf('README.md');
const written = partsIn(readme);
const prose = withParts(readme, new Map([...written.keys()].map((name) => [name, ''])));

test('the README has every generated part once, and no other', () => {
  expect([...readme.matchAll(/<!-- generated: ([a-z-]+) -->/gu)].map(([, name]) => name).sort()).toEqual(
    [...generated.keys()].sort(),
  );
});

test.each([...generated.keys()])('the part %s is as generated (npm run readme writes it)', (name) => {
  expect(written.get(name)).toBe(generated.get(name));
});

test('every dependency has its line, and each line its dependency', () => {
  const manifest = z
    .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(textOf('package.json')));
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  expect([...namesListedIn(sectionOf(readme, 'Dependencies'))].sort()).toEqual(names.sort());
});

test('the files of a bundle are those listed', async () => {
  const files = (await exampleBundle('worker')).files.map(({ name }) => name);
  expect(namesListedIn(sectionOf(readme, 'What is in a bundle'))).toEqual(files);
});

test('the folders drawn are those that there are', () => {
  const found = ['src', 'templates', 'test'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}`),
  );
  expect(foldersDrawnIn(sectionOf(readme, 'Architecture')).sort()).toEqual(found.sort());
});

test('imports go where the table lets them go', () => {
  const allowed = importsInTable(sectionOf(readme, 'Architecture'));
  const found = importsBetweenFolders();
  expect([...allowed.keys()].sort()).toEqual([...found.keys()].sort());
  for (const [folder, imported] of found) {
    expect(
      imported.filter((other) => allowed.get(folder)?.includes(other) !== true),
      folder,
    ).toEqual([]);
  }
});

test('the variables that are kept are those that the script keeps', () => {
  const kept = / {6}((?:[A-Z_]+ \| )+[A-Z_]+)\) ;;/u.exec(textOf('templates/runtime/main.bash'))?.[1]?.split(' | ');
  const [, sentence = ''] = /Kept are ([\s\S]*?)\. /u.exec(sectionOf(readme, 'Environment')) ?? [];
  expect([...sentence.matchAll(/`([A-Z_]+)`/gu)].map(([, name]) => name)).toEqual(kept);
});

test.each([
  ['templates/runtime/main.bash', 'CALL_SECONDS=60 QUERY_TRIES=4 ', 'up to four times'],
  ['templates/runtime/main.bash', 'CALL_SECONDS=60 QUERY_TRIES=4 ', '60 by default'],
  ['templates/runtime/shapes.bash', 'TRANSFER_SECONDS=7200 ', 'a transfer has two hours'],
  ['templates/steps/wait-session.sh.hbs', 'QUERY_TRIES=10 ', 'up to\n  ten times'],
  ['templates/runtime/calls.bash', 'pause "$((2 ** (try - 1)))"', 'pauses of 1, 2 and 4 seconds'],
])('a number said is that of %s: %s', (file, code, words) => {
  expect(textOf(file)).toContain(code);
  expect(readme).toContain(words);
});

test('options named in the text are options of the program or of the script', () => {
  const known = ['help', 'help-of-commands', 'usage'].map((name) => written.get(name)).join('\n');
  const named = [...prose.matchAll(/`[^`\n]*?(--[a-z]+(?:-[a-z]+)*)/gu)].map(([, option = '']) => option);
  expect([...new Set(named)].filter((option) => !known.includes(option))).toEqual([]);
});

test('scripts of npm named in the text are there', () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(textOf('package.json')));
  const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[a-z]+)/gu)].map(([, name = '']) => name);
  expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
});

test('links lead somewhere', () => {
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/gu)].map(([, path = '']) => path);
  for (const path of links) {
    expect(() => textOf(path), path).not.toThrow();
  }
});

test('no path of a machine is in it', () => {
  expect(readme).not.toMatch(/(?:^|[\s("'`=])\/(?:home|root|tmp|work|usr|var|mnt)\b/mu);
});
