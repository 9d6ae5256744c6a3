import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvidence } from '../../../src/evidence/read-evidence.js';
import { brokenLineByBash, readBack, record, stateDirectory, wholeRun, withRuntime } from './record.js';

const run = record(wholeRun);
const lines = run.bytes.toString('utf8').trimEnd().split('\n');

/** The verdict over other lines, each with its line feed. */
function verdict(changed: readonly string[], head?: string) {
  return readEvidence(Buffer.from(changed.map((line) => `${line}\n`).join('')), head).chain;
}

test('a chain that the runtime wrote is whole, and every line of it is understood', () => {
  const { lines: read, chain } = readEvidence(run.bytes, run.head);
  expect(chain).toMatchObject({ whole: true, endKnown: true });
  expect(read).toHaveLength(lines.length);
  expect(read.every(({ linked, torn, event }) => linked && !torn && event !== undefined)).toBe(true);
});

test('what looks like a number stays the text that it was', () => {
  const [start] = readEvidence(run.bytes).lines;
  expect(start?.event).toMatchObject({ event: 'start', change_record: '31337', runbook: 'worker-image' });
});

test.each([
  ['an edited line', lines.with(3, lines[3]?.replace('cray a', 'cray b') ?? ''), 5, 'altered', 'Line 4 was altered'],
  [
    'an edited digest',
    lines.with(3, lines[3]?.replace(/"prev":"./, '"prev":"_') ?? ''),
    4,
    'altered',
    'Line 3 or line 4',
  ],
  [
    'an edited number',
    lines.with(3, lines[3]?.replace('"seq":3', '"seq":7') ?? ''),
    4,
    'altered',
    'Line 4 was altered',
  ],
  [
    'an edited first line',
    lines.with(0, lines[0]?.replace('31337', '31338') ?? ''),
    2,
    'altered',
    'Line 1 was altered',
  ],
  ['a line of something else', lines.with(3, 'hello'), 4, 'altered', 'not a line of evidence'],
  ['a deleted line', lines.toSpliced(3, 1), 4, 'missing', 'number 3 is missing'],
  ['two deleted lines', lines.toSpliced(3, 2), 4, 'missing', 'numbers 3 to 4 are missing'],
  ['a deleted first line', lines.slice(1), 1, 'missing', 'number 0 is missing'],
  [
    'two lines in each other’s place',
    lines.with(3, lines[4] ?? '').with(4, lines[3] ?? ''),
    4,
    'reordered',
    'number 4',
  ],
  ['a line that is there twice', lines.toSpliced(3, 0, lines[2] ?? ''), 4, 'reordered', 'number 2 in place of 3'],
  ['an empty line', lines.toSpliced(3, 0, ''), 4, 'altered', 'not a line of evidence'],
])('%s is found', (_what, changed, line, why, finding) => {
  expect(verdict(changed)).toMatchObject({ whole: false, line, why, finding: expect.stringContaining(finding) });
  expect(brokenLineByBash(Buffer.from(changed.map((text) => `${text}\n`).join('')))).toBe(line);
});

test('lines cut off at the end show by evidence.head', () => {
  const cut = lines.slice(0, -2);
  expect(verdict(cut)).toMatchObject({ whole: true, endKnown: false });
  const finding = `evidence.head counts ${lines.length} lines: 2 are missing at the end.`;
  expect(verdict(cut, run.head)).toEqual({ whole: false, line: cut.length, why: 'cut-off', finding });
});

test('an edited last line shows by evidence.head', () => {
  const edited = lines.with(-1, lines.at(-1)?.replace('"status":0', '"status":1') ?? '');
  expect(verdict(edited)).toMatchObject({ whole: true, endKnown: false });
  expect(verdict(edited, run.head)).toMatchObject({ whole: false, line: lines.length, why: 'altered' });
});

test('evidence.head that is behind, empty or nonsense after a crash breaks nothing', () => {
  const digest = readEvidence(run.bytes).lines.at(-2)?.digest ?? '';
  for (const head of [`${lines.length - 1} ${digest}\n`, '', '\n', '7 abc\n', `0 ${'0'.repeat(64)}\n`]) {
    expect(verdict(lines, head), head).toMatchObject({ whole: true, endKnown: false });
  }
});

test.each([
  ['in the middle', 40],
  ['before its brace', -2],
])('a last line torn %s is told, and a chain that goes on after it is whole', (_where, cut) => {
  const torn = run.bytes.subarray(0, run.bytes.lastIndexOf('{"seq"') + (cut > 0 ? cut : 100 + cut));
  expect(readEvidence(torn).chain).toMatchObject({ whole: false, line: lines.length, why: 'torn' });
  expect(brokenLineByBash(torn)).toBe(lines.length);
  const { bytes, head } = continued(torn);
  const read = readEvidence(bytes, head);
  expect(read.chain).toMatchObject({ whole: true, endKnown: true });
  expect(read.lines.filter((line) => line.torn).map(({ number }) => number)).toEqual([lines.length]);
  expect(brokenLineByBash(bytes)).toBeUndefined();
});

test('a tear through a character is kept with its bytes', () => {
  const written = record(`${wholeRun} record difference what 'größer'`).bytes;
  const torn = written.subarray(0, written.lastIndexOf(Buffer.from('ö')) + 1);
  const { bytes, head } = continued(torn);
  expect(readEvidence(bytes, head).chain).toMatchObject({ whole: true, endKnown: true });
});

test('only its line feed torn off leaves a line whole', () => {
  expect(readEvidence(run.bytes.subarray(0, -1), run.head).chain).toMatchObject({ whole: true, endKnown: true });
});

test('a torn line that was altered after the chain went on from it is found', () => {
  const { bytes } = continued(run.bytes.subarray(0, -30));
  const at = lines.length - 1;
  const changed = bytes.toString('utf8').trimEnd().split('\n');
  expect(verdict(changed.with(at, changed[at]?.slice(0, -1) ?? ''))).toMatchObject({ whole: false, line: at + 2 });
  expect(verdict(changed.toSpliced(at, 1))).toMatchObject({ whole: false, line: at + 1 });
  expect(verdict(changed.toSpliced(at + 1, 1))).toMatchObject({ whole: false, line: at + 1 });
});

test('lines after the break are read and marked as unproved', () => {
  const { lines: read } = readEvidence(Buffer.from(lines.toSpliced(3, 1).join('\n')));
  expect(read.map(({ linked }) => linked)).toEqual(read.map((_, index) => index < 3));
  expect(read.every(({ event }) => event !== undefined)).toBe(true);
});

test('the verdict is that of the script, whatever was done to the bytes', () => {
  const { bytes } = continued(run.bytes.subarray(0, -30));
  const at = fc.nat({ max: bytes.length - 1 });
  const letter = fc.constantFrom('x', '}', '"', '\n', '0').map((text) => Buffer.from(text));
  const edit = fc.tuple(at, fc.nat({ max: 3 }), fc.option(letter, { nil: Buffer.alloc(0) }));
  fc.assert(
    fc.property(edit, ([from, length, insert]) => {
      const edited = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + length)]);
      const { chain } = readEvidence(edited);
      expect(chain.whole ? undefined : chain.line).toBe(brokenLineByBash(edited));
    }),
    { numRuns: 25 },
  );
});

/** What a run that finds these bytes leaves. */
function continued(bytes: Uint8Array): { bytes: Buffer; head: string } {
  const state = stateDirectory();
  const escaped = [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  const { status, stderr } = withRuntime(state, `printf '${escaped}' >"\${STATE_DIR}/evidence.jsonl"\n${wholeRun}`);
  expect(status, stderr).toBe(0);
  return readBack(state);
}
