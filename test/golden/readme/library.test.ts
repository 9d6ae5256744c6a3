import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleOf } from '../../../src/bundle/bundle.js';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import { fencesIn, root, sectionOf, textOf } from './document.js';
import { exampleParameters, goodValue, temporaryDirectory } from './example.js';
import { run } from './run.js';

const strict = {
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    types: ['node'],
  },
};

test('the example of the library compiles, strictly, and runs', async () => {
  const directory = temporaryDirectory();
  try {
    const [example] = fencesIn(sectionOf(textOf('README.md'), 'Using it as a library'));
    writeFileSync(join(directory, 'example.ts'), example?.text ?? '');
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(strict));
    copyFileSync(join(root, 'templates/params/worker.yaml'), join(directory, 'my-image.yaml'));
    mkdirSync(join(directory, 'node_modules'));
    symlinkSync(root.replace(/\/$/u, ''), join(directory, 'node_modules/ncn-runbook'));
    symlinkSync(join(root, 'node_modules/@types'), join(directory, 'node_modules/@types'));

    const place = { cwd: directory, env: process.env };
    const compiled = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], place);
    expect(compiled).toEqual({ status: 0, output: '' });
    const { status, output } = await run(process.execPath, ['example.js'], place);
    expect(status, output).toBe(0);
    const { files } = goodValue(bundleOf(exampleParameters('worker'), loadTemplates()));
    for (const { name } of files) {
      expect(output).toMatch(new RegExp(`^${name}: [1-9][0-9]* characters$`, 'mu'));
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}, 300_000); // the compiler takes its time on a busy machine
