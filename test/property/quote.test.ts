import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteLiteral, quoteWord, UnquotableError } from '../../src/render/quote.js';

const unquotable = /[\0-\x1f\x7f-\x9f\u2028\u2029]|\p{Surrogate}/u;

const marks = [
  ...'\'"`$\\!*?[]{}()<>|&;#~=-+ %^@:,./',
  '$(id)',
  '${HOME}',
  '\\n',
  "'\\''",
  'é',
  '中',
  '👍',
  '\u202e',
  '\u00a0',
  '',
];
const any = fc.oneof(
  fc.array(fc.constantFrom(...marks), { maxLength: 15 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '-n', '-e', '--', '~', '~root', '#', 'a=b', '!!', '=ls'),
);
const quotable = any.filter((text) => !unquotable.test(text));

/** Runs a script in a shell without history or start files and gives its output, split at NUL. */
function bash(script: string): string[] {
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '--noprofile', '-euo', 'pipefail'], {
    input: script,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nowhere', LC_ALL: 'C.UTF-8' },
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\0').slice(0, -1);
}

test('assignments of any text give bash exactly these bytes', () => {
  fc.assert(
    fc.property(fc.array(quotable, { minLength: 1, maxLength: 50 }), (texts) => {
      const script = texts.map(
        (text, index) => `readonly V${index}=${quoteLiteral(text)}\nprintf '%s\\0' "\${V${index}}"\n`,
      );
      expect(bash(script.join(''))).toEqual(texts);
    }),
    { numRuns: 60 },
  );
});

test('arrays and arguments of any texts keep each of them', () => {
  fc.assert(
    fc.property(fc.array(quotable, { minLength: 1, maxLength: 20 }), (texts) => {
      const array = `readonly LIST=${quoteLiteral(texts)}\nprintf '%s\\0' "\${LIST[@]}"\n`;
      const words = `printf '%s\\0' ${texts.map(quoteWord).join(' ')}\n`;
      expect(bash(array + words)).toEqual([...texts, ...texts]);
    }),
    { numRuns: 60 },
  );
});

test('what cannot be quoted, or would hide from a reader, is refused and never altered', () => {
  fc.assert(
    fc.property(
      any,
      fc.constantFrom('\0', '\n', '\r', '\u001b', '\u007f', '\u0085', '\u2028', '\ud800', '\udc00'),
      (text, bad) => {
        fc.pre(!unquotable.test(text));
        expect(() => quoteWord(`${text}${bad}${text}`)).toThrow(UnquotableError);
        expect(() => quoteLiteral([text, bad])).toThrow(UnquotableError);
      },
    ),
  );
});
