#!/usr/bin/env node
import { processIo } from './io.js';
import { reportBug, run } from './program.js';

const io = processIo();

// Whoever reads the output may stop early, as `head` does; that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? io.status : reportBug(io, error));
  });
}
process.on('uncaughtException', (error) => {
  process.exit(reportBug(io, error));
});

process.exitCode = await run(process.argv.slice(2), io);
