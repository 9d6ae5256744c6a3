import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { alternate, type Command, medianOf, ratioOf } from './measure.js';
import { othersIn } from './other-generators.js';
import type { Row } from './row.js';

const program = resolve('dist/ncn-runbook.cjs');
const example = resolve('templates/params/worker.yaml');
const bare = { name: 'node -e 0', words: [process.execPath, '-e', '0'] };

/** What a person waits for: whole processes, from cold, in terms of Node.js that does nothing. */
export function startUp(rounds: number): Row[] {
  const directory = mkdtempSync(join(tmpdir(), 'ncn-runbook-bench-'));
  try {
    const others = othersIn(directory);
    const commands = [bare, ...ownCommands(directory), ...others.found, ...bashCommands()];
    const times = alternate(commands, rounds);
    const row = (what: string, by: string, goal?: number): Row => ({
      what,
      by,
      ratio: ratioOf(times.get(what) ?? [], times.get(by) ?? []),
      ...(goal === undefined ? {} : { goal }),
    });
    return [
      row('generate', bare.name, 2),
      ...others.found.map(({ name }) => row('generate', name, 1 / 3)),
      ...others.missing.map((name) => ({ what: 'generate', by: name, missing: 'not on the machine that measured' })),
      row('generate --no-html', bare.name),
      row('generate --stdout', bare.name),
      ...others.found.map(({ name }) => row('generate --stdout', name)),
      row('validate', bare.name),
      row('plan --json', bare.name),
      row('--help', bare.name, 1.3),
      row('runbook.sh', 'bash -c :'),
      {
        ...row('runbook.sh', 'three times bash -c :, and jq'),
        ratio: ratioOf(times.get('runbook.sh') ?? [], thrice(times.get('bash -c :'), times.get('jq -n .'))),
        goal: 1,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function ownCommands(cwd: string): Command[] {
  const own = (name: string, ...args: string[]) => ({ name, words: [process.execPath, program, ...args], cwd });
  return [
    own('generate', 'generate', example),
    own('generate --no-html', 'generate', '--no-html', '--out', 'plain', example),
    own('generate --stdout', 'generate', '--stdout', example),
    own('validate', 'validate', example),
    own('plan --json', 'plan', '--json', example),
    own('--help', '--help'),
  ];
}

function bashCommands(): Command[] {
  return [
    { name: 'runbook.sh', words: ['bash', resolve('out/worker-image-2026-11/runbook.sh')] },
    { name: 'bash -c :', words: ['bash', '-c', ':'] },
    { name: 'jq -n .', words: ['jq', '-n', '.'] },
  ];
}

function thrice(bash: readonly number[] = [], jq: readonly number[] = []): number[] {
  return bash.map((time, round) => 3 * time + (jq[round] ?? 0));
}

/** What many parameter files in one process cost: milliseconds, and memory in kB at the most. */
export interface ManyFiles {
  readonly size: number;
  readonly time: number;
  readonly memory: number;
  /** Milliseconds in which Node.js writes the same files and does nothing else. */
  readonly floor: number;
}

export function manyFiles(sizes: readonly number[], rounds: number): ManyFiles[] {
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ncn-runbook-bench-'));
  try {
    const files = writeParameters(directory, Math.max(...sizes));
    const peak = join(directory, 'peak.cjs');
    const floor = join(directory, 'floor.cjs');
    writeFileSync(peak, peakMemory(join(directory, 'memory')));
    writeFileSync(floor, writesOnly(resolve('out/worker-image-2026-11')));
    return sizes.map((size) => {
      const generate = [program, 'generate', ...files.slice(0, size), '--out', 'out'];
      const commands = [
        { name: 'generate', words: [process.execPath, ...generate], cwd: directory },
        { name: 'floor', words: [process.execPath, floor, String(size)], cwd: directory },
      ];
      const times = alternate(commands, rounds);
      // V8 takes what memory there is before it looks for what is free; held to little, it shows what is needed.
      const held = [process.execPath, '--max-old-space-size=64', '--max-semi-space-size=2', '-r', peak, ...generate];
      alternate([{ name: 'held', words: held, cwd: directory }], 0);
      const memory = Number(readFileSync(join(directory, 'memory'), 'utf8'));
      return { size, time: medianOf(times.get('generate') ?? []), memory, floor: medianOf(times.get('floor') ?? []) };
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function writeParameters(directory: string, count: number): string[] {
  const text = readFileSync(example, 'utf8');
  return Array.from({ length: count }, (_, index) => {
    const file = join(directory, `p${index}.yaml`);
    writeFileSync(file, text.replace(/^runbook: .*$/mu, `runbook: p${index}`));
    return file;
  });
}

function peakMemory(file: string): string {
  return `process.on('exit', () => {
    require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS));
  });`;
}

function writesOnly(bundle: string): string {
  return `const fs = require('node:fs');
    const from = ${JSON.stringify(bundle)};
    const files = fs.readdirSync(from).map((name) => [name, fs.readFileSync(from + '/' + name)]);
    for (let bundle = 0; bundle < Number(process.argv[2]); bundle += 1) {
      fs.mkdirSync('floor/' + bundle, { recursive: true });
      for (const [name, bytes] of files) fs.writeFileSync('floor/' + bundle + '/' + name, bytes);
    }`;
}
