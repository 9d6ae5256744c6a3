import type { Problem } from '../../model/problem.js';
import { quoted } from '../../model/visible.js';
import { decodeUtf8 } from '../../plan/parameters/decode-utf8.js';
import { parseParameters } from '../../plan/parse-parameters.js';
import { archiveReadme, renderArchiveReadme } from '../../render/archive-readme.js';
import type { Fonts } from '../../render/fonts.js';
import { paperOf } from '../../render/paper.js';
import type { Templates } from '../../render/template.js';
import { archiveOf } from '../archive.js';
import { type Bundle, bundleWith } from '../bundle.js';
import { checksumsOf } from '../checksums.js';
import { documentNames } from '../documents.js';
import { type FoundBundle, fileIn, findingIn } from '../found-bundle.js';
import { signatures } from '../packed.js';
import { type RawFile, rawOf, sameBytes, textFile } from '../raw-file.js';
import { extraFile, missingFile } from './checksums.js';

const remedy = 'Take the bundle as it was generated, or generate it again and have it approved again.';

/**
 * In what the bundle differs from the one that this version makes of the parameters in it, down to the bytes of the
 * archive. It has those documents that the bundle has or says that it has.
 *
 * @param listed names of the files in its manifest.
 * @throws TemplateError, UnquotableError, and whatever `fonts` throws
 */
export async function generatedFindings(
  found: FoundBundle,
  listed: readonly string[],
  templates: Templates,
  fonts: () => Promise<Fonts>,
): Promise<Problem[]> {
  const source = fileIn(found, 'params.yaml');
  if (source === undefined) return []; // said already
  const place = `${found.path.replace(/\/+$/, '')}/params.yaml`;
  const text = decodeUtf8(source.bytes, place);
  const parameters = text.ok ? parseParameters(text.value, { file: place }) : text;
  const documents = documentNames.filter((name) => listed.includes(name) || fileIn(found, name) !== undefined);
  const pdf = { fonts, paper: paperOf(fileIn(found, 'review.pdf')?.bytes ?? new Uint8Array()) };
  const made = parameters.ok ? await bundleWith(parameters.value, templates, { documents, pdf }) : parameters;
  if (!made.ok) return [...made.problems];
  const expected = expectedFiles(found, made.value, templates);
  return [
    ...expected.flatMap((file) => differenceOf(found, file)),
    ...strangers(found, expected),
    ...(await packingFindings(found, made.value)),
  ];
}

/** The files as they should be; packed ones have more of them. */
function expectedFiles(found: FoundBundle, { runbook, files }: Bundle, templates: Templates): RawFile[] {
  const documents = files.map(rawOf).filter(({ name }) => name !== 'SHA256SUMS');
  const script = documents.find(({ executable }) => executable)?.digest ?? '';
  if (found.archive !== undefined || fileIn(found, archiveReadme) !== undefined)
    documents.push(textFile(archiveReadme, renderArchiveReadme(runbook, script, templates)));
  const signature = fileIn(found, signatures.script);
  const listed = signature === undefined ? documents : [...documents, { ...signature, executable: false }];
  return [...listed, textFile('SHA256SUMS', checksumsOf(listed))];
}

function differenceOf(found: FoundBundle, expected: RawFile): Problem[] {
  const file = fileIn(found, expected.name);
  if (file === undefined) return [missingFile(found, expected.name)];
  if (!sameBytes(file.bytes, expected.bytes)) return [otherBytes(found, file.bytes, expected)];
  if (file.executable === expected.executable) return [];
  const [should, is] = expected.executable ? ['an executable file', 'one that is not'] : ['no executable', 'one'];
  return [findingIn(found, file.name, 'notExecutable', { expected: should, found: is, remedy: 'Use chmod.' })];
}

function otherBytes(found: FoundBundle, bytes: Uint8Array, { name, bytes: expected }: RawFile): Problem {
  const first = expected.findIndex((byte, index) => byte !== bytes[index]);
  const at = first < 0 ? expected.length : first;
  if (name.endsWith('.pdf')) return otherByte(found, name, at, [expected, bytes]); // it has no lines
  const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
  const [should, is] = [lineAt(expected, at), lineAt(bytes, at)];
  const byte = (all: Uint8Array) => (should === is ? `, its byte ${at} being ${all[at]}` : ''); // what nobody can see
  const text = { expected: `${should}${byte(expected)}`, found: `${is}${byte(bytes)}`, remedy };
  return findingIn(found, name, 'generatedOtherwise', text, { line, column: 1 });
}

/** The same of a file that is no text. */
function otherByte(found: FoundBundle, name: string, at: number, all: readonly [Uint8Array, Uint8Array]): Problem {
  const said = (bytes: Uint8Array) =>
    at < bytes.length ? `the byte ${bytes[at]} at ${at}` : `the end of the file after ${bytes.length} bytes`;
  return findingIn(found, name, 'generatedOtherwise', { expected: said(all[0]), found: said(all[1]), remedy });
}

/** What stands there, for a message. */
function lineAt(bytes: Uint8Array, at: number): string {
  if (at >= bytes.length) return `the end of the file after ${bytes.length} bytes`;
  const start = bytes.lastIndexOf(0x0a, at - 1) + 1;
  const end = bytes.indexOf(0x0a, at);
  const line = new TextDecoder().decode(bytes.subarray(at === 0 ? 0 : start, end < 0 ? bytes.length : end));
  const skipped = line.length > 60 ? Math.max(0, at - start - 20) : 0;
  return `${skipped > 0 ? '…' : ''}${quoted(line.slice(skipped))}`;
}

function strangers(found: FoundBundle, expected: readonly RawFile[]): Problem[] {
  const names = [...expected.map(({ name }) => name), signatures.sums];
  const extra = found.files.filter(({ name }) => !names.includes(name));
  return extra.map(({ name }) => extraFile(found, name, 'a file that this version makes'));
}

async function packingFindings(found: FoundBundle, { runbook }: Bundle): Promise<Problem[]> {
  if (found.archive === undefined) return [];
  if (sameBytes(await archiveOf(runbook, found.files), found.archive)) return [];
  return [
    findingIn(found, '', 'archiveOtherwise', {
      expected: 'the very bytes that pack makes of these files',
      found: 'the same files packed in another way, or more than these files',
      remedy: 'Pack the bundle again with this version, and compare the files.',
    }),
  ];
}
