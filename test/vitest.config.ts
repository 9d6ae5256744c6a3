import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/{unit,property,golden,site}/**/*.test.ts'],
    maxConcurrency: 3,
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
