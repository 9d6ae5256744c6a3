import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineCounter, Parser, parseDocument, stringify } from 'yaml';
import { linesOf } from '../../src/model/lines.js';
import { readYaml } from '../../src/plan/parameters/read-yaml.js';

const pieces = ['a', ': ', '\n', '\r\n', '  ', '- ', '>-\n', '|\n', '"', "'", '# ', '{', ']', '\t', '&a ', '日', '👍'];
const anyLines = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

/** Line and column by counting line feeds. */
function counted(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function offsetsOf(text: string): readonly number[] {
  return Array.from({ length: text.length + 1 }, (_, offset) => offset);
}

test('the place of an offset is what counting line feeds gives, in what is no YAML, too', () => {
  fc.assert(
    fc.property(anyLines, (text) => {
      const { placeOf } = readYaml(text, 'f');
      const places = offsetsOf(text).map(placeOf);
      expect(places).toEqual(offsetsOf(text).map((offset) => ({ file: 'f', ...counted(text, offset) })));
    }),
    { numRuns: 500 },
  );
});

test('in YAML that can be read, it is the place that the YAML reader gives', () => {
  const anyYaml = fc.oneof(
    fc.jsonValue().map((value) => stringify(value)),
    anyLines,
  );
  const isYaml = (text: string) => parseDocument(text).errors.length === 0;
  fc.assert(
    fc.property(anyYaml.filter(isYaml), (text) => {
      const theirs = new LineCounter();
      for (const _ of new Parser(theirs.addNewLine).parse(text));
      const [ours, last] = [linesOf(text), text.length];
      expect(offsetsOf(text).map(ours.linePos)).toEqual(offsetsOf(text).map(theirs.linePos));
      expect(ours.linePos(last).line).toBe(text.split('\n').length);
    }),
    { numRuns: 500 },
  );
});
