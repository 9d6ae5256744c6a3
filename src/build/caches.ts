import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { mainPart, type Parts } from './parts.js';
import { type Caches, fileWith } from './single-file.js';

/** Runs the commands that a person waits for, one after the other, and keeps what V8 made of the functions used. */
export async function recordCaches(parts: Parts, example: string): Promise<Caches> {
  const folder = mkdtempSync(join(tmpdir(), 'ncn-runbook-build-'));
  try {
    const program = join(folder, 'recorder.cjs');
    writeFileSync(program, fileWith(parts, {}, recorder(commandLines(example, folder), join(folder, 'caches.json'))));
    execFileSync(process.execPath, [program], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    const text = readFileSync(join(folder, 'caches.json'), 'utf8');
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
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
    ['generate', example, '--out', folder],
  ];
}

function recorder(lines: readonly (readonly string[])[], output: string): string {
  return `const lines = ${JSON.stringify(lines)};
const next = () => {
  const line = lines.shift();
  if (line === undefined) return record();
  process.argv.splice(2, Infinity, ...line);
  delete loaded['${mainPart}'];
  setImmediate(load, '${mainPart}'); // something to do, after which the process is about to end once more
};
const record = () => {
  const caches = Object.entries(scripts).map(([name, script]) => [name, script.createCachedData().toString('base64')]);
  require('node:fs').writeFileSync(${JSON.stringify(output)}, JSON.stringify(Object.fromEntries(caches)));
  process.exit();
};
process.on('beforeExit', next);
`;
}
