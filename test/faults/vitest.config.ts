import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    // Damaged answers take longest: they are tried with --all.
    include: process.env['FAULTS'] === 'all' ? ['test/faults/*.test.ts'] : ['test/faults/{kill,signals,pairs}.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
