import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Io, Output } from '../../../src/cli/io.js';
import { run } from '../../../src/cli/program.js';

/** What a command line did. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The world that a command line is run in. */
export interface World {
  readonly stdin?: string | Uint8Array;
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Streams that remember what was written to them. */
export function memoryIo(world: World = {}): { readonly io: Io; readonly written: () => Omit<Ran, 'status'> } {
  const text = { stdout: '', stderr: '' };
  const output = (name: keyof typeof text): Output => ({
    isTerminal: world.isTerminal === true,
    write: (part) => {
      text[name] += part;
    },
  });
  const stdin = Readable.from([Buffer.from(world.stdin ?? '')]);
  const [stdout, stderr] = [output('stdout'), output('stderr')];
  const io: Io = {
    stdin,
    stdinIsTerminal: world.isTerminal === true,
    stdout,
    stderr,
    env: world.env ?? {},
    optimizeNoMore: async () => {},
    status: 0,
  };
  return { io, written: () => ({ ...text }) };
}

/** Runs a command line in this process. */
export async function cli(args: readonly string[], world: World = {}): Promise<Ran> {
  const { io, written } = memoryIo(world);
  const status = await run(args, io);
  return { status, ...written() };
}

/** A new empty folder. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), 'ncn-runbook-test-'));
}
