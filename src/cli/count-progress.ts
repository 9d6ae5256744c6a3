import type { Io } from './io.js';

/** Shows how far a command is with its files. */
export interface CountProgress {
  /** The file of this number, from one, is next; one known to take seconds is told of at once. */
  next(number: number, file: string, isSlow?: boolean): void;
  /** Takes the line away. */
  end(): void;
}

/** Milliseconds that nobody needs to be told about. */
const patience = 1000;

/**
 * Progress over many files, once they take longer than a second: on a terminal a line that is written over, elsewhere
 * one plain line.
 *
 * @param clock the time in milliseconds.
 */
export function countProgress(io: Io, total: number, clock: () => number = Date.now): CountProgress {
  const begun = clock();
  let isShown = false;
  return {
    next: (number, file, isSlow = false) => {
      if (!isSlow && clock() - begun < patience) {
        return;
      }
      const line = total === 1 ? file : `${number} of ${total}: ${file}`;
      if (io.stderr.isTerminal) {
        io.stderr.write(`\r${line}\u001b[K`);
      } else if (!isShown) {
        io.stderr.write(`${line} ...\n`);
      }
      isShown = true;
    },
    end: () => {
      if (isShown && io.stderr.isTerminal) {
        io.stderr.write('\r\u001b[K');
      }
    },
  };
}
