import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Calls that hang keep no core busy, so they are tried beside all the others, from the first moment on. */
class HangsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const hangs = (file: TestSpecification) => file.moduleId.endsWith('/hangs.test.ts');
    return [...files.filter(hangs), ...(await super.sort(files.filter((file) => !hangs(file))))];
  }
}

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/faults/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 3,
    maxConcurrency: 4,
    sequence: { sequencer: HangsFirst },
  },
});
