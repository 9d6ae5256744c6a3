import type { Readable } from 'node:stream';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { processOutput } from './process-output.js';

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
  /**
   * Keeps V8 from optimizing functions, which it does on other threads, and which a process waits for at its end. All
   * code must be loaded before: V8 takes what it compiled when the single file was built under the same flags only.
   */
  readonly optimizeNoMore: () => Promise<void>;
  /** What the program will exit with; a command sets it when it is not `ok`. */
  status: ExitStatus;
}

/**
 * The streams and environment of this process.
 *
 * @param onError called when output cannot be written.
 */
export function processIo(onError: (error: NodeJS.ErrnoException) => void): Io {
  return {
    get stdin() {
      return process.stdin;
    },
    get stdinIsTerminal() {
      return process.stdin.isTTY === true;
    },
    stdout: processOutput(1, onError),
    stderr: processOutput(2, onError),
    env: process.env,
    optimizeNoMore: async () => (await import('node:v8')).setFlagsFromString('--no-opt'),
    status: exitStatus.ok,
  };
}
