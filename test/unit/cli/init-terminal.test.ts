import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { folder } from './helpers.js';

const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const down = '\u001b[B';
const enter = '\r';
const escapeSequence = /\u001b\[[0-9;?]*[A-Za-z]/gu;

/** A text that the dialogue shows, and the keys that answer it. */
type Answer = readonly [shown: string, keys: string];

/** Answers the dialogue of the built program on a terminal of its own, each question when it is there. */
function answer(place: string, answers: readonly Answer[]): Promise<{ status: number | null; screen: string }> {
  const left = [...answers];
  const command = `stty rows 40 cols 100; exec '${process.execPath}' '${main}' init a.yaml`;
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: place, env: { ...process.env, TERM: 'xterm' } });
  let screen = '';
  let seen = 0;
  // A dialogue that waits for something else is shown by the failed test instead of by a time-out.
  const patience = setTimeout(() => child.kill(), 20_000);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text.replaceAll(escapeSequence, '');
    const [next] = left;
    if (next !== undefined && screen.slice(seen).includes(next[0])) {
      seen = screen.length;
      left.shift();
      child.stdin.write(next[1]);
    }
  });
  return new Promise((resolve) => {
    child.on('close', (status) => {
      clearTimeout(patience);
      resolve({ status, screen });
    });
  });
}

const toSource: readonly Answer[] = [
  ['Which nodes is the image for?', down + enter],
  ['Name of the runbook', enter],
  ['Number of the change record', enter],
  ['What the change is for', enter],
  ['Start of the change window', enter],
];

const toTheEnd: readonly Answer[] = [
  ...toSource,
  ['Where is the image to customize?', enter],
  ['Version of the image', 'x'],
  ['x█', enter],
  ['expected an image version', '\u007f'],
  ['_', '0.3.49'],
  ['0.3.49█', enter],
  ['Revision, part of the image name', enter],
  ['Name of the CFS configuration', enter],
  ['Where does the configuration come from?', enter],
  ['Which nodes will boot the new image?', enter],
  ['metal.no-wipe of these nodes', enter],
];

test('arrow keys, defaults and a corrected answer lead to a file that is valid', async () => {
  const place = folder();
  const { status, screen } = await answer(place, [...toTheEnd, ['Write it?', enter]]);
  expect(status, screen).toBe(0);
  expect(screen).toContain('Wrote a.yaml');
  const read = parseParameters(readFileSync(join(place, 'a.yaml'), 'utf8'), { file: 'a.yaml' });
  expect(read.ok && read.value).toMatchObject({
    runbook: 'master-image',
    image: { nodeType: 'master', source: { upgrade: { artifactVersion: '0.3.49' } } },
    bootParameters: { metalNoWipe: '1' },
  });
});

test.each([
  ['Ctrl-C at the first question', [['Which nodes is the image for?', '\u0003']] as const],
  ['Ctrl-C later', [...toSource, ['Where is the image to customize?', '\u0003']] as const],
  ['no to the preview', [...toTheEnd, ['Write it?', `n`]] as const],
])('%s leaves nothing behind', async (_, answers) => {
  const place = folder();
  const { status, screen } = await answer(place, answers);
  expect(status, screen).toBe(2);
  expect(screen).toContain('Nothing was written.');
  expect(readdirSync(place)).toEqual([]);
});
