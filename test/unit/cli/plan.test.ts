import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleText, parameterFile, storageText } from './example.js';
import { cli, folder } from './helpers.js';

test('the steps are in a table with what they need and give, the documented commands in another', async () => {
  const ran = await cli(['plan', parameterFile(exampleText('one'))]);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  const lines = ran.stdout.split('\n');
  expect(lines[0]).toBe('one: Management Node Image Customization');
  const step = lines.findIndex((line) => /^5 +create-image-record /.test(line));
  expect(lines[step]).toMatch(
    /^5 +create-image-record +creates +Create the image record in IMS +IMS_ROOTFS_FILENAME \(get-artifacts\) +IMS_IMAGE_ID$/,
  );
  expect(lines[step + 1]).toMatch(/^ +REVISION \(parameters\)$/);
  expect(ran.stdout).toMatch(/^\d+ +update-boot-parameters +can wipe /m);
  expect(ran.stdout).toMatch(
    /^5\.2\.2\.1 +result-image +as documented +S3_ARTIFACT_PATH="boot-images\/\$\{IMS_RESULTANT_IMAGE_ID\}"$/m,
  );
  expect(ran.stdout).toMatch(/ +save-boot-parameters +hardened, pitfalls /);
  expect(ran.stdout).toMatch(/ +left out +BOOTED_NCN=ncn-<msw###>\n +This parameter file takes another branch/);
  expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
});

test('columns begin at the same place in every row', async () => {
  const lines = (await cli(['plan', parameterFile(exampleText('one'))])).stdout.split('\n');
  const heading = lines.find((line) => line.startsWith('#')) ?? '';
  const from = lines.indexOf(heading) + 1;
  const rows = lines.slice(from, lines.indexOf('', from));
  const numbered = rows.filter((row) => /^\d/.test(row));
  expect(numbered).toHaveLength(15);
  for (const column of ['STEP', 'EFFECT', 'TITLE', 'NEEDS']) {
    const at = heading.indexOf(column);
    for (const row of numbered) expect(row.slice(at - 2, at + 1)).toMatch(/^ {2}\S?/);
  }
});

test('--json prints what the bundle has as plan.json', async () => {
  const out = folder();
  const file = parameterFile(storageText);
  const ran = await cli(['plan', '--json', file, '--set', 'image.revision=rev2']);
  expect(ran.status).toBe(0);
  await cli(['generate', file, '--out', out, '--set', 'image.revision=rev2']);
  expect(ran.stdout).toBe(readFileSync(join(out, 'storage-image', 'plan.json'), 'utf8'));
  const plan = JSON.parse(ran.stdout);
  expect(plan.run[0]).toMatchObject({ id: 'preflight', number: 1, effect: 'reads' });
  expect(plan.parameters.image.revision).toBe('rev2');
  expect(ran.stdout).toBe(`${JSON.stringify(plan, null, 2)}\n`);
  expect(ran.stdout).not.toContain(file);
  expect(ran.stderr).toContain(`${file}:2:20: warning:`);
});

test('a file with problems has no plan', async () => {
  const ran = await cli(['plan', '-', '--json'], { stdin: exampleText('X') });
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain('-:1:10: runbook: expected');
});
