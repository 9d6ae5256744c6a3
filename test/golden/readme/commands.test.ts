import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeClone } from './clone.js';
import { fencesIn, namesListedIn, sectionOf, textOf } from './document.js';
import { run } from './run.js';

/** Commands that are shown and not run here, each with the reason. */
const notRunHere: Readonly<Record<string, string>> = {
  'npm start': 'it installs and builds the repository that this test is part of; the commands it is made of are below',
  'npm test': 'it runs this test',
  'npm run bench -- --quick': 'it builds what other tests run meanwhile, and wants the machine for itself',
};

const bundle = 'out/worker-image-2026-11';
const readme = textOf('README.md');
const clone = await makeClone();
afterAll(() => clone.remove());

const commands = fencesIn(readme)
  .filter(({ language }) => language === 'bash')
  .flatMap(({ text, before }) => {
    const folder = before.endsWith('In the folder of the bundle:') ? bundle : '.';
    return text
      .trim()
      .split('\n')
      .map((line) => ({ folder, command: line.replace(/ +# .*$/u, '') }));
  });

test('what is not run is shown', () => {
  expect(commands.map(({ command }) => command)).toEqual(expect.arrayContaining(Object.keys(notRunHere)));
});

for (const { about, text } of fencesIn(readme).filter(({ language }) => language === 'yaml')) {
  writeFileSync(join(clone.folder, about), text);
}

const toRun = commands.filter(({ command }) => notRunHere[command] === undefined);
test.each(toRun)('$command', async ({ folder, command }) => {
  const place = { cwd: join(clone.folder, folder), env: clone.env };
  const { status, output } = await run('bash', ['-euo', 'pipefail', '-c', command], place);
  expect(status, output).toBe(0);
});

test('the parameter file of the quick start makes the bundle that the next lines name', () => {
  const made = readdirSync(join(clone.folder, 'out')).filter((name) => !name.endsWith('.tar.gz'));
  expect(made).toEqual(['worker-image-2026-11']);
});

test('the state directory holds what is listed, and nothing else', () => {
  const state = join(clone.folder, '..', '.local/state/ncn-runbook/worker-image-2026-11');
  const listed = namesListedIn(sectionOf(readme, 'State directory')).map((name) => name.replace(/\/$/u, ''));
  const absentNow = ['lock', 'scratch', 'hosts.jsonl']; // the example names no host
  const found = readdirSync(state).filter((name) => !/^object-(?:kernel|initrd)\.json$/u.test(name));
  expect(found.sort()).toEqual(listed.filter((name) => !absentNow.includes(name)).sort());
  expect(statSync(state).mode & 0o777).toBe(0o700);
});

test('a rehearsal leaves what is said', () => {
  expect(existsSync(join(clone.folder, 'rehearsal/site/calls.jsonl'))).toBe(true);
  expect(existsSync(join(clone.folder, 'rehearsal/state/evidence.jsonl'))).toBe(true);
});
