import { fstatSync, writeSync } from 'node:fs';
import type { Output } from './io.js';

/**
 * Standard output or error of this process. Texts are written at once: the streams of Node.js take longer to load
 * than all else that `--help` does. Only a reader that is behind, of a pipe that does not wait, gets the stream.
 *
 * @param onError called when writing fails, such as for a reader that is gone.
 */
export function processOutput(descriptor: 1 | 2, onError: (error: NodeJS.ErrnoException) => void): Output {
  let stream: NodeJS.WriteStream | undefined;
  const streamed = (rest: Uint8Array) => {
    stream ??= (descriptor === 1 ? process.stdout : process.stderr).on('error', onError);
    stream.write(rest);
  };
  return {
    write: (text) => {
      const bytes = Buffer.from(text);
      const rest = stream === undefined ? writeAtOnce(descriptor, bytes, onError) : bytes;
      if (rest.length > 0) streamed(rest);
    },
    get isTerminal() {
      return isDevice(descriptor) && (descriptor === 1 ? process.stdout : process.stderr).isTTY === true;
    },
  };
}

/** What was not taken, as the reader is behind. */
function writeAtOnce(descriptor: number, bytes: Buffer, onError: (error: NodeJS.ErrnoException) => void): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EAGAIN') return rest;
    onError(error);
  }
  return Buffer.alloc(0);
}

/** Terminals are devices; files and pipes are not, nor is `/dev/null` one of theirs: to know that no stream is needed. */
function isDevice(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isCharacterDevice() && !(process.platform === 'linux' && status.rdev >> 8 === memoryDevices);
  } catch {
    return false; // closed by the caller
  }
}

/** Major number of `/dev/null` and its kind on Linux. */
const memoryDevices = 1;

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
