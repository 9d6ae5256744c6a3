import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/faults/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    maxConcurrency: 4, // a call that hangs keeps no core busy
  },
});
