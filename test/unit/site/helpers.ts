import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, vi } from 'vitest';
import type { Parameters } from '../../../src/model/parameters.js';
import { siteFor } from '../../../src/site/default-site.js';
import type { SiteDescription } from '../../../src/site/description.js';
import { parseFault } from '../../../src/site/fault.js';
import { addFaults } from '../../../src/site/fault-file.js';
import { type RunningSite, startSite } from '../../../src/site/server.js';
import { createSite } from '../../../src/site/state.js';

/** What a program printed, and how it ended; `killed` is the signal, if one ended it. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly killed: NodeJS.Signals | null;
}

/** How a program is started. */
export interface Start {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In a session of its own, as a runbook that is to be killed must be. */
  readonly detached?: boolean;
}

/** A site in a folder of its own, and ways to use it as a script would. */
export interface TestSite {
  readonly directory: string;
  readonly work: string;
  run(program: string, words: readonly string[], start?: Start): Promise<Ended>;
  /** Calls `cray` without starting a program: what a stand-in would send goes straight to the site. */
  cray(...words: readonly string[]): Promise<Ended>;
  call(tool: string, words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Runs `cray WORDS --format json`, which must succeed, and reads the answer. */
  json(...words: readonly string[]): Promise<unknown>;
  bash(script: string, start?: Start): Promise<Ended>;
  state(service: string): unknown;
  /** Changes a state file: `change` gets what it holds and answers what it is to hold. */
  edit(service: string, change: (text: string) => string): void;
  fault(...specs: readonly string[]): void;
  close(): Promise<void>;
}

/** Parameters of the simplest runbook. */
export const workerParameters: Parameters = {
  runbook: 'worker-image',
  csm: '1.3',
  image: { nodeType: 'worker', source: { upgrade: {} }, revision: 'rev1' },
  configuration: { name: 'ncn-image-customization' },
  session: { targetGroup: 'Management_Worker', pollSeconds: 0, timeoutMinutes: 5 },
  bootParameters: { nodes: { subrole: 'Worker' }, metalNoWipe: '0', parallel: 1 },
};

// Other work on the machine must not decide whether a test passes.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const open = new Set<TestSite>();

afterEach(async () => {
  await Promise.all([...open].map((site) => site.close()));
});

/** Makes and starts a site; it is stopped and removed after the test. */
export async function startTestSite(description: SiteDescription = siteFor(workerParameters)): Promise<TestSite> {
  const directory = mkdtempSync(join(tmpdir(), 'site-test-'));
  createSite(directory, description);
  const work = mkdtempSync(join(tmpdir(), 'site-work-'));
  const site = toTestSite(directory, work, await startSite(directory));
  open.add(site);
  return site;
}

function toTestSite(directory: string, work: string, running: RunningSite): TestSite {
  const run = (program: string, words: readonly string[], start: Start = {}) =>
    runProgram(program, words, work, { ...start, env: { ...running.env, ...start.env } });
  const call = (tool: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    callDirectly({ directory, work, tool, words, env });
  const cray = (...words: readonly string[]) => call('cray', words);
  const site: TestSite = {
    directory,
    work,
    run,
    call,
    cray,
    json: async (...words) => {
      const { stdout, stderr, status } = await cray(...words, '--format', 'json');
      if (status !== 0) {
        throw new Error(`cray ${words.join(' ')}: ${status}: ${stderr}`);
      }
      return JSON.parse(stdout);
    },
    bash: (script, start) => run('bash', ['-c', script], start),
    state: (service) => JSON.parse(readFileSync(stateFile(directory, service), 'utf8')),
    edit: (service, change) => {
      const file = stateFile(directory, service);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    },
    fault: (...specs) => addFaults(directory, specs.map(faultOf)),
    close: async () => {
      open.delete(site);
      await running.close();
      rmSync(directory, { recursive: true });
      rmSync(work, { recursive: true });
    },
  };
  return site;
}

interface DirectCall {
  readonly directory: string;
  readonly work: string;
  readonly tool: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

function callDirectly({ directory, work, tool, words, env }: DirectCall): Promise<Ended> {
  const [port = '', token = ''] = readFileSync(join(directory, 'address'), 'utf8').trim().split(' ');
  const pairs = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const fields = [token, tool, process.pid, work, words.length, ...words, pairs.length, ...pairs];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(fields.map((field) => `${field}\0`).join('')));
    const chunks: Buffer[] = [];
    socket.on('data', (data) => chunks.push(Buffer.from(data)));
    socket.on('error', reject);
    socket.on('close', () => resolve(endedOf(Buffer.concat(chunks))));
  });
}

/** Reads the frames; those that ask for something are not expected. */
function endedOf(bytes: Buffer): Ended {
  const end = bytes.indexOf('\n');
  const [kind, first = '0', second = '0', status = '0'] = bytes.toString('utf8', 0, end).split(' ');
  const lengths = [Number(first), Number(second)];
  const [one, other] = [end + 1, end + 1 + (lengths[0] ?? 0)];
  if (kind === 'drain') {
    return endedOf(bytes.subarray(one));
  }
  const stdout = bytes.toString('utf8', one, other);
  const stderr = bytes.toString('utf8', other, other + (lengths[1] ?? 0));
  return { stdout, stderr, status: kind === 'answer' ? Number(status) : null, killed: null };
}

function stateFile(directory: string, service: string): string {
  return service === 'settings' ? join(directory, 'settings.json') : join(directory, 'state', `${service}.json`);
}

function faultOf(spec: string) {
  const outcome = parseFault(spec);
  if (!outcome.ok) {
    throw new Error(`no fault: ${spec}`);
  }
  return outcome.value;
}

function runProgram(program: string, words: readonly string[], cwd: string, start: Start): Promise<Ended> {
  const { PATH, HOME, LANG } = process.env;
  const env = { HOME: HOME ?? '/', LANG: LANG ?? 'C.UTF-8', PATH: PATH ?? '', ...start.env };
  // Node looks a program up on the PATH of its own, so bash does it here.
  const line = ['-c', 'exec "$0" "$@"', program, ...words];
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/bash', line, { cwd, env, detached: start.detached ?? false });
    const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    child.stdout.on('data', (data: Buffer) => chunks.stdout.push(data));
    child.stderr.on('data', (data: Buffer) => chunks.stderr.push(data));
    child.stdin.on('error', () => {});
    child.stdin.end(start.input ?? '');
    child.on('error', reject);
    child.on('close', (status, killed) => {
      const [stdout, stderr] = [chunks.stdout, chunks.stderr].map((pieces) => Buffer.concat(pieces).toString('utf8'));
      resolve({ stdout: stdout ?? '', stderr: stderr ?? '', status, killed });
    });
  });
}

/** The last line that says something. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
