#!/usr/bin/env node
import { exitStatus } from './exit-status.js';
import { processIo } from './io.js';
import { reportBug, run } from './program.js';

// Whoever reads the output may stop early, as `head` does; that is no failure.
const io = processIo((error) => {
  process.exit(error.code === 'EPIPE' ? io.status : cannotWrite(error));
});
process.on('uncaughtException', (error) => {
  process.exit(reportBug(io, error));
});

void run(process.argv.slice(2), io).then((status) => {
  process.exitCode = status;
});

/** A full disk behind a redirection is no bug. */
function cannotWrite(error: NodeJS.ErrnoException): number {
  io.stderr.write(`The output cannot be written: ${error.message}\n`);
  return exitStatus.mistake;
}
