import { unzlibSync } from 'fflate';
import pdfMake from 'pdfmake';
import { beforeAll, expect, test } from 'vitest';
import { loadFonts } from '../../../src/cli/read-fonts.js';
import { deflated } from '../../../src/render/pdf/deflated.js';

let plain: Buffer;
let small: Buffer;

beforeAll(async () => {
  pdfMake.virtualfs.writeFileSync('normal.ttf', (await loadFonts()).normal);
  pdfMake.setUrlAccessPolicy(() => false);
  pdfMake.setLocalAccessPolicy(() => false);
  pdfMake.setFonts({ Text: { normal: 'normal.ttf' } });
  const definition = {
    compress: false,
    content: ['Ä\nstream\n', 'b'],
    defaultStyle: { font: 'Text' },
    info: { title: 'a\nstream\nb' },
  };
  plain = Buffer.from(await pdfMake.createPdf(definition).getBuffer());
  small = Buffer.from(deflated(plain));
});

/** The objects by their numbers, found by way of the table, with streams as they are unpacked. */
function objectsOf(pdf: Buffer): Map<number, string> {
  const text = pdf.toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  expect(text.slice(table, table + 5)).toBe('xref\n');
  const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
  return new Map(places.map((place, index) => [index + 1, unpacked(text.slice(place), index + 1)]));
}

function unpacked(text: string, number: number): string {
  expect(text.startsWith(`${number} 0 obj\n`)).toBe(true);
  const object = text.slice(0, text.indexOf('\nendobj\n'));
  const at = object.indexOf('\nstream\n');
  if (at < 0) return object;
  const length = Number(/\n\/Length (\d+)\n/.exec(object)?.[1]);
  const content = Buffer.from(text.slice(at + 8, at + 8 + length), 'latin1');
  expect(text.slice(at + 8 + length).startsWith('\nendstream\nendobj\n')).toBe(true);
  const isPacked = object.includes('/Filter /FlateDecode\n');
  const dictionary = object.slice(0, at).replace(/\/Length \d+\n(\/Filter \/FlateDecode\n)?/, '');
  return `${dictionary}${Buffer.from(isPacked ? unzlibSync(content) : content).toString('latin1')}`;
}

test('each object says the same, stands where the table says, and takes less', () => {
  expect(objectsOf(small)).toEqual(objectsOf(plain));
  expect(small.length).toBeLessThan(plain.length);
});

test('no stream is left as it was', () => {
  const text = small.toString('latin1');
  expect(text.match(/\nendstream\n/g)?.length).toBe(text.match(/\/Filter \/FlateDecode\n/g)?.length);
});

test('what is not of the known form is refused rather than damaged', () => {
  expect(() => deflated(small)).toThrow('a stream of unknown form');
  const wrongLength = plain.toString('latin1').replace(/\n\/Length \d(\d*)\n/, '\n/Length 9$1\n');
  expect(() => deflated(Buffer.from(wrongLength, 'latin1'))).toThrow('a stream of unknown form');
  expect(() => deflated(plain.subarray(0, -2))).toThrow('no table of the known form');
  expect(() => deflated(Buffer.from(''))).toThrow('no table of the known form');
});
