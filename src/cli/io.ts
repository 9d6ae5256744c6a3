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
  /** What the program will exit with; a command sets it when it is not `ok`. */
  status: ExitStatus;
}

/** What a process has to do with the world. */
export interface ProcessIo extends Io {
  /** Whether all output has left the process, so that it may end. */
  readonly isWritten: () => boolean;
}

/**
 * The streams and environment of this process.
 *
 * @param onError called when output cannot be written.
 */
export function processIo(onError: (error: NodeJS.ErrnoException) => void): ProcessIo {
  const stdout = processOutput(1, onError);
  const stderr = processOutput(2, onError);
  return {
    get stdin() {
      return process.stdin;
    },
    get stdinIsTerminal() {
      return process.stdin.isTTY === true;
    },
    stdout,
    stderr,
    env: process.env,
    status: exitStatus.ok,
    isWritten: () => stdout.isWritten() && stderr.isWritten(),
  };
}
