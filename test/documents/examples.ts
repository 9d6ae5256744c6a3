import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWith } from '../../src/bundle/bundle.js';
import type { DocumentName } from '../../src/bundle/documents.js';
import { loadFonts } from '../../src/cli/read-fonts.js';
import { loadTemplates } from '../../src/cli/read-templates.js';
import type { Plan } from '../../src/model/plan.js';
import { parseParameters } from '../../src/plan/parse-parameters.js';
import type { Paper } from '../../src/render/paper.js';

const templates = loadTemplates();

/** Texts that a browser, a PDF reader or a terminal could take for more than text. */
export const hostile = {
  title: `<script>alert(1)</script> "><img src=x onerror=alert(2)> \${7*7} $(id) '; -- שלום 👍 &lt;b&gt;`,
  id: `</title></style><b onclick='x'>CHG&amp;</b>`,
};

/** A document of one of the example parameter files, on disk, with what it was made from. */
export interface Made {
  readonly file: string;
  readonly plan: Plan;
  readonly script: string;
  readonly scriptDigest: string;
}

const made = new Map<string, Promise<Made>>();

/** Makes a document, once for all tests of a file; `set` overrides values of the parameter file. */
export async function make(
  example: string,
  name: DocumentName,
  set: readonly string[] = [],
  paper: Paper = 'a4',
): Promise<Made> {
  const key = JSON.stringify([example, name, set, paper]);
  const making = made.get(key) ?? makeAnew(example, name, set, paper);
  made.set(key, making);
  return await making;
}

async function makeAnew(example: string, name: DocumentName, set: readonly string[], paper: Paper): Promise<Made> {
  const source = new URL(`../../templates/params/${example}.yaml`, import.meta.url).pathname;
  const read = parseParameters(readFileSync(source, 'utf8'), { file: source, set });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const bundle = await bundleWith(read.value, templates, { documents: [name], pdf: { fonts: loadFonts, paper } });
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.problems));
  const folder = mkdtempSync(join(tmpdir(), 'document-'));
  const { files, plan } = bundle.value;
  const document = files.find((file) => file.name === name);
  const script = files.find((file) => file.executable);
  if (document === undefined || script === undefined || !('text' in script)) throw new Error('not made');
  const file = join(folder, name);
  writeFileSync(file, 'text' in document ? document.text : document.bytes);
  return { file, plan, script: script.text, scriptDigest: script.digest };
}

/** The override that makes change record and purpose hostile. */
export const hostileSet = [`change.title=${JSON.stringify(hostile.title)}`, `change.id=${JSON.stringify(hostile.id)}`];

/** Overrides with which a value is longer than a page, and words are wider than one. */
export const longSet = [
  `bootParameters.nodes={ xnames: [${Array.from({ length: 1200 }, (_, at) => `x${3000 + Math.floor(at / 32)}c0s${(at % 32) + 1}b0n0`).join(', ')}] }`,
  `change.title=${'W'.repeat(200)}`,
  `configuration.create.branch=${'b'.repeat(200)}`,
];
