import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMap, isScalar, parseDocument, stringify, visit } from 'yaml';
import type { Problem } from '../../src/model/problem.js';
import { problemCodes } from '../../src/model/problem-codes.js';
import { formatParameters, parseParameters } from '../../src/plan/parse-parameters.js';
import { example } from '../unit/parameters/helpers.js';

const examples = ['worker', 'master', 'storage'].map(example);
const codes = new Set<string>(Object.values(problemCodes).map(({ code }) => code));

/** A line or column is inside the text, or just behind its end. */
function isInside({ file, line, column }: Problem, text: string): boolean {
  const lines = text.split('\n');
  return file === '--set'
    ? line === 1 && column === 1
    : column >= 1 && column <= (lines[line - 1] ?? '').length + 1 && line <= lines.length;
}

function hold(text: string, set: readonly string[] = []): void {
  const outcome = parseParameters(text, { file: 'f', set });
  for (const found of outcome.ok ? outcome.warnings : outcome.problems) {
    expect(isInside(found, text), JSON.stringify(found)).toBe(true);
    expect(codes.has(found.code)).toBe(true);
    const said = `${found.path} ${found.expected} ${found.found} ${found.remedy}`;
    expect(said).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]|Invalid (?:input|option|string)|undefined/u,
    );
  }
  if (outcome.ok) {
    const normal = formatParameters(outcome.value);
    const again = parseParameters(normal, { file: 'f' });
    expect(again.ok && again.value).toEqual(outcome.value);
    expect(again.ok && formatParameters(again.value)).toBe(normal);
  } else {
    expect(outcome.problems.some(({ severity }) => severity === 'error')).toBe(true);
  }
}

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '$(id)',
    '`id`',
    "it's",
    '"',
    '--x',
    'a\u202eb',
    '\ud800',
    '0x1',
    '~',
    'null',
    '*a',
    '&a',
    '!t',
    '__proto__',
  ),
);
const anyValue = fc.oneof(
  anyText,
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
  fc.jsonValue(),
);

/** The example with the nth scalar replaced. */
function withScalar(text: string, index: number, value: unknown): string {
  const document = parseDocument(text);
  let seen = 0;
  visit(document, {
    Scalar(key, node) {
      const isHere = key !== 'key' && isScalar(node) && seen++ === index;
      return isHere ? document.createNode(value) : undefined;
    },
  });
  return document.toString({ lineWidth: 0 });
}

test('any text is read or refused, at places inside it', () => {
  fc.assert(
    fc.property(anyText, (text) => hold(text)),
    { numRuns: 300 },
  );
});

test('any YAML is read or refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => hold(stringify(value))),
    { numRuns: 300 },
  );
});

test('any value in the place of any other is read or refused', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(24), anyValue, (text, index, value) =>
      hold(withScalar(text, index, value)),
    ),
    { numRuns: 400 },
  );
});

test('a damaged file is read or refused', () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.nat(3000), fc.nat(20), anyText, (text, start, length, put) =>
      hold(text.slice(0, start) + put + text.slice(start + length)),
    ),
    { numRuns: 400 },
  );
});

test('any --set is taken or refused', () => {
  const paths = [
    'runbook',
    'csm',
    'image.revision',
    'image.source',
    'change.title',
    'change.window.end',
    'session',
    'configuration.create.layers.0.name',
    'bootParameters.nodes.hosts.0',
    '__proto__',
    'a.b',
  ];
  const setting = fc.oneof(
    anyText,
    fc.tuple(fc.constantFrom(...paths), anyText).map((parts) => parts.join('=')),
  );
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.array(setting, { maxLength: 3 }), (text, set) => hold(text, set)),
    { numRuns: 400 },
  );
});

test('free text comes through the normal form unchanged', () => {
  const title = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(title, (text) => {
      const outcome = parseParameters(examples[0] ?? '', { file: 'f', set: [`change.title=${JSON.stringify(text)}`] });
      const again = outcome.ok ? parseParameters(formatParameters(outcome.value), { file: 'f' }) : undefined;
      expect(again === undefined || (again.ok && again.value.change?.title === text)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('the replacement of scalars reaches the file', () => {
  expect(isMap(parseDocument(withScalar(examples[0] ?? '', 0, 'other')).contents)).toBe(true);
  expect(withScalar(examples[0] ?? '', 0, 'other')).toContain('runbook: other');
});
