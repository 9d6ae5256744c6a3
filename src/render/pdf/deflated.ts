import { zlibSync } from 'fflate';

/**
 * The same PDF with its streams compressed. pdfmake has that done by the zlib of Node.js, and another version of that,
 * or one built for another processor, makes other bytes; those of this library are the same everywhere.
 *
 * @param pdf as pdfkit writes it without compression.
 * @throws Error when it is of another form.
 */
export function deflated(pdf: Uint8Array): Uint8Array {
  const source = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length);
  const { places, end, trailer } = tableOf(source);
  const inOrder = [...places.entries()].sort(([, left], [, right]) => left - right);
  const moved = [...places];
  const parts = [source.subarray(0, inOrder[0]?.[1] ?? end)];
  let size = parts[0]?.length ?? 0;
  for (const [index, [number, start]] of inOrder.entries()) {
    const object = objectOf(source.subarray(start, inOrder[index + 1]?.[1] ?? end));
    moved[number] = size;
    size += object.length;
    parts.push(object);
  }
  return Buffer.concat([...parts, Buffer.from(`${tableText(moved)}${trailer}startxref\n${size}\n%%EOF\n`, 'latin1')]);
}

/** Where each object stands, from the first on, by the table at the end of the file. */
interface Table {
  readonly places: readonly number[];
  /** Where the table begins. */
  readonly end: number;
  readonly trailer: string;
}

function tableOf(source: Buffer): Table {
  const end = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(source.subarray(-64).toString('latin1'))?.[1]);
  const [, entries, trailer] =
    /^xref\n0 \d+\n0{10} 65535 f \n((?:\d{10} 0{5} n \n)+)(trailer\n.*\n)startxref\n/s.exec(
      source.subarray(end).toString('latin1'),
    ) ?? [];
  if (entries === undefined || trailer === undefined) throw new Error('the PDF has no table of the known form');
  return { places: entries.split(' \n').slice(0, -1).map(Number.parseFloat), end, trailer };
}

function tableText(places: readonly number[]): string {
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${entries}`;
}

const begin = '\nstream\n';
const finish = '\nendstream\nendobj\n';

function objectOf(object: Buffer): Buffer {
  const at = object.indexOf(begin);
  if (at < 0) return object;
  const dictionary = object.subarray(0, at).toString('latin1');
  const content = object.subarray(at + begin.length, object.length - finish.length);
  const length = /\n\/Length (\d+)\n/.exec(dictionary)?.[1];
  if (length !== `${content.length}` || dictionary.includes('/Filter')) throw new Error('a stream of unknown form');
  const packed = zlibSync(content, { level: 9 });
  const described = dictionary.replace(/\n\/Length \d+\n/, `\n/Length ${packed.length}\n/Filter /FlateDecode\n`);
  return Buffer.concat([Buffer.from(`${described}${begin}`, 'latin1'), packed, Buffer.from(finish)]);
}
