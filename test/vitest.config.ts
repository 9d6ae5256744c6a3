import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/{unit,property,golden,site}/**/*.test.ts'],
    // What the README says of decisions and statuses is tried in test/bats as well, and the examples in it compile for
    // long: with --all only.
    exclude:
      process.env['TESTS'] === 'all' ? [] : ['test/golden/readme/{decisions,statuses,adding-a-step,library}.test.ts'],
    maxConcurrency: 3,
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
