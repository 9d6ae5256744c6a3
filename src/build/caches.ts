import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { mainPart, type Parts } from './parts.js';
import { fileWith, type Group, isData } from './single-file.js';

/**
 * Runs the commands that a person waits for, and groups the parts by which of these need them; with each group is what
 * V8 made of the functions that were used.
 *
 * @param example a parameter file.
 */
export function recordGroups(parts: Parts, example: string): Group[] {
  const folder = mkdtempSync(join(tmpdir(), 'ncn-runbook-build-'));
  try {
    const lines = commandLines(example, folder);
    const single = Object.keys(parts).map((name) => ({ names: [name], isPacked: false, cache: '' }));
    const uses = lines.map((line) => new Set(record(folder, fileWith(parts, single, recorderOfParts([line])))));
    const groups = groupsBy(Object.keys(parts), (name) => uses.map((used) => (used.has(name) ? 1 : 0)).join(''));
    const caches = record(folder, fileWith(parts, groups, recorderOfCaches(lines)));
    return groups.map((group, index) => ({ ...group, cache: caches[index] ?? '' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function commandLines(example: string, folder: string): string[][] {
  return [
    ['--help'],
    ['generate', '--help'],
    ['schema'],
    ['explain', 'preflight'],
    ['validate', example],
    ['plan', example],
    ['plan', '--json', example],
    ['generate', '--no-html', example, '--out', folder],
    ['generate', example, '--out', folder],
  ];
}

/** Parts with the same uses in one group; data, and what is not used, each by itself. */
function groupsBy(names: readonly string[], usesOf: (name: string) => string): Group[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const uses = usesOf(name);
    const isPacked = !uses.includes('1');
    const key = isPacked || isData(name) ? name : uses;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].map(([key, members]) => ({
    names: members,
    isPacked: !usesOf(members[0] ?? key).includes('1'),
    cache: '',
  }));
}

/** Runs a program that writes a list of texts beside itself. */
function record(folder: string, program: string): string[] {
  const file = join(folder, 'recorder.cjs');
  writeFileSync(file, program);
  execFileSync(process.execPath, [file], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  return z.array(z.string()).parse(JSON.parse(readFileSync(join(folder, 'recorded.json'), 'utf8')));
}

function recorderOfParts(lines: readonly (readonly string[])[]): string {
  return recorder(lines, 'Object.keys(loaded)');
}

function recorderOfCaches(lines: readonly (readonly string[])[]): string {
  return recorder(lines, `places.map((place, group) => scripts[group]?.createCachedData().toString('base64') ?? '')`);
}

/** Each command begins when the one before is done; one that fails ends it. */
function recorder(lines: readonly (readonly string[])[], found: string): string {
  return `const lines = ${JSON.stringify(lines)};
const begin = (line) => process.argv.splice(2, Infinity, ...line);
const next = () => {
  if (process.exitCode) process.exit();
  const line = lines.shift();
  if (line === undefined) return record();
  begin(line);
  delete loaded['${mainPart}'];
  setImmediate(load, '${mainPart}'); // something to do, after which the process is about to end once more
};
const record = () => {
  require('node:v8').setFlagsFromString('--opt'); // as it is when these are taken
  require('node:fs').writeFileSync('recorded.json', JSON.stringify(${found}));
  process.exit();
};
process.on('beforeExit', next);
begin(lines.shift());
`;
}
