import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoggedCall, readCalls } from './calls.js';
import type { SiteDescription } from './description.js';
import type { Fault } from './fault.js';
import { addFaults, unusedFaults } from './fault-file.js';
import { startSite } from './server.js';
import { createSite } from './state.js';
import type { BootEntry } from './states.js';
import { Store } from './store.js';

/** What is rehearsed, and where. */
export interface RehearsalOptions {
  /** The bytes of runbook.sh. */
  readonly script: string;
  readonly description: SiteDescription;
  readonly faults: readonly Fault[];
  /** Empty directory for the site, the script and its state. */
  readonly directory: string;
  /** Called for each piece of the script's talk, and for each call. */
  readonly onTalk?: (text: string) => void;
  readonly onCall?: (call: LoggedCall) => void;
}

/** How a rehearsal ended. */
export interface RehearsalResult {
  /** Exit statuses of the script: of the first run, and of those that continued it after it was cut off. */
  readonly statuses: readonly number[];
  readonly calls: readonly LoggedCall[];
  /** Ids of the steps that are done. */
  readonly done: readonly string[];
  /** Faults that met no call. */
  readonly unused: readonly string[];
  readonly nodes: readonly NodeOutcome[];
}

/** Boot parameters of a target node, or of any whose entry differs afterwards. */
export interface NodeOutcome {
  readonly xname: string;
  readonly before: BootEntry | undefined;
  readonly after: BootEntry | undefined;
}

const mostRuns = 4;

/** Runs the very bytes of a script on a fresh site; after a fault that cuts it off it is run again, as a person would. */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalResult> {
  const { directory } = options;
  const site = join(directory, 'site');
  const script = join(directory, 'runbook.sh');
  mkdirSync(site, { recursive: true });
  writeFileSync(script, options.script, { mode: 0o755 });
  createSite(site, options.description);
  addFaults(site, options.faults);
  const before = bootEntries(site);
  const running = await startSite(site);
  try {
    const statuses = await runUntilOver(options, script, { ...process.env, ...running.env });
    return { statuses, ...observe(options, site, before) };
  } finally {
    await running.close();
  }
}

function observe({ directory, onCall }: RehearsalOptions, site: string, before: ReadonlyMap<string, BootEntry>) {
  const state = join(directory, 'state');
  const marks = join(state, 'done');
  const calls = readCalls(site);
  for (const call of calls) onCall?.(call);
  return {
    calls,
    done: existsSync(marks) ? readdirSync(marks) : [],
    unused: unusedFaults(site),
    nodes: nodeOutcomes(before, bootEntries(site), targets(state)),
  };
}

/** Runs the script, and again while it was cut off by a signal. */
async function runUntilOver(options: RehearsalOptions, script: string, env: NodeJS.ProcessEnv): Promise<number[]> {
  const statuses: number[] = [];
  do {
    statuses.push(await runOnce(options, script, env));
  } while ((statuses.at(-1) ?? 0) > 128 && statuses.length < mostRuns);
  return statuses;
}

function runOnce(
  { directory, faults, onTalk }: RehearsalOptions,
  script: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const patience = faults.some(({ how }) => how.kind === 'hang') ? ['--call-seconds', '2'] : [];
  const args = [
    script,
    'run',
    '--yes',
    '--accept-wipe',
    '--poll-seconds',
    '0',
    '--state-dir',
    join(directory, 'state'),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [...args, ...patience], {
      env,
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.stdout.on('data', (data: Buffer) => onTalk?.(data.toString()));
    child.stderr.on('data', (data: Buffer) => onTalk?.(data.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + signalNumber(signal)));
  });
}

function signalNumber(signal: NodeJS.Signals | null): number {
  const numbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
  return signal === null ? 0 : (numbers[signal] ?? 0);
}

/** Entries of BSS by host, as the site's file holds them. */
function bootEntries(site: string): ReadonlyMap<string, BootEntry> {
  return new Map(Object.entries(new Store(site).bss.entries));
}

/** The nodes that the runbook found, once it has. */
function targets(state: string): readonly string[] {
  const file = join(state, 'values', 'XNAMES');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(',') : [];
}

function nodeOutcomes(
  before: ReadonlyMap<string, BootEntry>,
  after: ReadonlyMap<string, BootEntry>,
  named: readonly string[],
): NodeOutcome[] {
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (xname) => JSON.stringify(before.get(xname)) !== JSON.stringify(after.get(xname)),
  );
  return [...new Set([...named, ...differing])].map((xname) => ({
    xname,
    before: before.get(xname),
    after: after.get(xname),
  }));
}
