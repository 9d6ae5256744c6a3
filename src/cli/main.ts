#!/usr/bin/env node
import { exitStatus } from './exit-status.js';
import { processIo } from './io.js';
import { reportBug, run } from './program.js';

const io = processIo();

// Whoever reads the output may stop early, as `head` does; that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? io.status : cannotWrite(error));
  });
}
process.on('uncaughtException', (error) => {
  process.exit(reportBug(io, error));
});

process.exitCode = await run(process.argv.slice(2), io);

/** A full disk behind a redirection is no bug. */
function cannotWrite(error: NodeJS.ErrnoException): number {
  io.stderr.write(`The output cannot be written: ${error.message}\n`);
  return exitStatus.mistake;
}
