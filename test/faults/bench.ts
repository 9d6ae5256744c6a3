import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Parameters } from '../../src/model/parameters.js';
import { type LoggedCall, readCalls } from '../../src/site/calls.js';
import { siteFor } from '../../src/site/default-site.js';
import type { SiteDescription } from '../../src/site/description.js';
import { parseFault } from '../../src/site/fault.js';
import { addFaults, clearFaults } from '../../src/site/fault-file.js';
import { type RunningSite, startSite } from '../../src/site/server.js';
import { createSite } from '../../src/site/state.js';

/** A `sync` that keeps what each file held at that moment, and an `mv` that takes it along. */
const syncing = `#!/bin/bash
for file in "$@"; do mkdir -p "\${DISK}\${file%/*}" && cp "\${file}" "\${DISK}\${file}" || exit; done
`;
const moving = `#!/bin/bash
command -p mv "$@" || exit
from="\${DISK}\${*: -2:1}" to="\${DISK}\${*: -1}"
if [[ -e \${from} ]]; then command -p mv -f "\${from}" "\${to}"; else rm -f "\${to}"; fi
`;

/** A site with a runbook on it, whose disk can be set back to what it was at some moment. */
export class Bench {
  readonly directory: string;
  readonly script: string;
  readonly #site: RunningSite;

  private constructor(directory: string, site: RunningSite) {
    this.directory = directory;
    this.script = join(directory, 'runbook.sh');
    this.#site = site;
  }

  static async open(directory: string, script: string, parameters: Parameters, site?: SiteDescription): Promise<Bench> {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(join(directory, 'site'), { recursive: true });
    createSite(join(directory, 'site'), site ?? siteFor(parameters));
    const bench = new Bench(directory, await startSite(join(directory, 'site')));
    writeFileSync(bench.script, script, { mode: 0o755 });
    return bench;
  }

  close(): Promise<void> {
    return this.#site.close();
  }

  get state(): string {
    return join(this.directory, 'state');
  }

  get site(): string {
    return join(this.directory, 'site');
  }

  /** From now on it is kept apart what is on disk for certain: what was synced. */
  watchSyncs(): void {
    mkdirSync(this.#disk, { recursive: true });
    writeFileSync(join(this.#disk, 'sync'), syncing, { mode: 0o755 });
    writeFileSync(join(this.#disk, 'mv'), moving, { mode: 0o755 });
  }

  /** What a power failure leaves of the state directory: of what was not synced nothing, or names without content. */
  losePower(left: 'nothing' | 'names'): void {
    for (const entry of readdirSync(this.state, { recursive: true, encoding: 'utf8', withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const synced = `${this.#disk}${file}`;
      if (existsSync(synced)) cpSync(synced, file);
      else if (left === 'names') writeFileSync(file, '');
      else rmSync(file);
    }
  }

  get #disk(): string {
    return join(this.directory, 'disk');
  }

  /** Runs the script with these words; the status is 128 + N for a signal N. Its talk is kept in `talk`. */
  run(words: readonly string[], fault?: string): Promise<{ readonly status: number; readonly talk: string }> {
    clearFaults(this.site);
    rmSync(join(this.site, 'calls.jsonl'), { force: true });
    if (fault !== undefined) addFaults(this.site, [faultOf(fault)]);
    const args = [this.script, ...words, '--state-dir', this.state];
    return new Promise((resolve, reject) => {
      const { PATH, ...others } = this.#site.env;
      const path = existsSync(this.#disk) ? `${this.#disk}:${PATH}` : PATH;
      const env = { ...process.env, ...others, PATH: path, DISK: this.#disk };
      const child = spawn('bash', args, {
        env,
        cwd: this.directory,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      let talk = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (data: Buffer) => {
          talk += data.toString();
        });
      }
      child.on('error', reject);
      child.on('close', (code, signal) => resolve({ status: code ?? (signal === 'SIGKILL' ? 137 : 128), talk }));
    });
  }

  /** Calls since the last run began. */
  calls(): readonly LoggedCall[] {
    return readCalls(this.site);
  }

  /** Copies what is on disk: the state of the site and that of the runbook. */
  save(name: string): void {
    const to = join(this.directory, 'saved', name);
    rmSync(to, { recursive: true, force: true });
    cpSync(join(this.site, 'state'), join(to, 'site'), { recursive: true });
    if (existsSync(this.state)) cpSync(this.state, join(to, 'state'), { recursive: true });
    if (existsSync(this.#disk)) cpSync(this.#disk, join(to, 'disk'), { recursive: true });
  }

  /** Sets the disk back to what was saved. */
  restore(name: string): void {
    const from = join(this.directory, 'saved', name);
    rmSync(join(this.site, 'state'), { recursive: true });
    cpSync(join(from, 'site'), join(this.site, 'state'), { recursive: true });
    rmSync(this.state, { recursive: true, force: true });
    if (existsSync(join(from, 'state'))) cpSync(join(from, 'state'), this.state, { recursive: true });
    rmSync(this.#disk, { recursive: true, force: true });
    if (existsSync(join(from, 'disk'))) cpSync(join(from, 'disk'), this.#disk, { recursive: true });
  }

  /** The state of the site, comparable between runs: identifiers, times and counters are made the same. */
  comparable(): string {
    const folder = join(this.site, 'state');
    const text = readdirSync(folder)
      .sort()
      .map((file) => `${file}\n${readFileSync(join(folder, file), 'utf8')}`)
      .join('\n');
    return normalise(text);
  }

  /** Every byte below the state directory and of the log of calls, to look for secrets in. */
  everything(): string {
    const files = readdirSync(this.state, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return [
      ...files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
      readFileSync(join(this.site, 'calls.jsonl'), 'utf8'),
    ].join('\n');
  }

  note(line: string): void {
    appendFileSync(join(this.directory, 'matrix.log'), `${line}\n`);
  }
}

function faultOf(spec: string) {
  const outcome = parseFault(spec);
  if (!outcome.ok) throw new Error(`no fault: ${spec}`);
  return outcome.value;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function normalise(text: string): string {
  const names = new Map<string, string>();
  return text
    .replace(uuid, (id) => {
      if (!names.has(id)) names.set(id, `id-${names.size}`);
      return names.get(id) ?? id;
    })
    .replace(/session-[0-9]{12}/g, 'session-TIME')
    .replace(/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|\+00:00)?/g, 'TIME')
    .replace(/\b[0-9a-f]{32}\b/g, 'MD5')
    .replace(/"(looks|made|writes)": *[0-9]+/g, '"$1":N')
    .replace(/"status": "(pending|running)"/g, '"status": "under way"') // a session goes on while nobody looks
    .replace(/"job": (null|"[^"]*")/g, '"job": N');
}
