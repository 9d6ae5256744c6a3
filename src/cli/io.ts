import type { Readable } from 'node:stream';
import { type ExitStatus, exitStatus } from './exit-status.js';

/** One of the two streams that the program writes to. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
}

/** What a command has to do with the world besides files; tests bring their own. */
export interface Io {
  readonly stdin: Readable;
  readonly stdinIsTerminal: boolean;
  /** Data, and nothing else. */
  readonly stdout: Output;
  /** Talk: problems, progress, advice. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the program will exit with; a command sets it when it is not `ok`. */
  status: ExitStatus;
}

/** The streams and environment of this process. */
export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdinIsTerminal: process.stdin.isTTY === true,
    stdout: { write: (text) => void process.stdout.write(text), isTerminal: process.stdout.isTTY === true },
    stderr: { write: (text) => void process.stderr.write(text), isTerminal: process.stderr.isTTY === true },
    env: process.env,
    status: exitStatus.ok,
  };
}
