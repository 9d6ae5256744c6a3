import type { Outcome } from '../model/problem.js';
import { archiveReadme, renderArchiveReadme } from '../render/archive-readme.js';
import type { Templates } from '../render/template.js';
import { archiveName, archiveOf } from './archive.js';
import { checksumsOf } from './checksums.js';
import { type FoundBundle, notABundle } from './found-bundle.js';
import type { ManifestFile } from './manifest-file.js';
import { type RawFile, rawFile, textFile } from './raw-file.js';

/** Each file that is signed, with its signature. The script is signed by itself, so that it can check itself. */
export const signatures = { script: 'runbook.sh.sig', sums: 'SHA256SUMS.sig' } as const;

/** Files of which packing makes others, or adds them. */
export const filesOfPacking: readonly string[] = ['SHA256SUMS', archiveReadme, ...Object.values(signatures)];

/** Signs bytes: a signature as ssh-keygen writes it. */
export type Sign = (bytes: Uint8Array) => Promise<Outcome<Uint8Array>>;

/** A packed bundle. */
export interface Archive {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Packs a bundle whose files are known to be whole; the same files give the same bytes.
 *
 * @param sign leave it out for an archive that is not signed.
 * @throws TemplateError
 */
export async function packed(
  bundle: FoundBundle,
  { runbook, files: listed }: Pick<ManifestFile, 'runbook' | 'files'>,
  templates: Templates,
  sign?: Sign,
): Promise<Outcome<Archive>> {
  const names = [...Object.keys(listed), 'manifest.json'];
  const files = names.flatMap((name) => bundle.files.find((file) => file.name === name) ?? []);
  const script = files.find(({ name }) => name === 'runbook.sh');
  if (script === undefined) return { ok: false, problems: [notABundle(bundle, 'no runbook.sh in it')] };
  const documents = [...files, textFile(archiveReadme, renderArchiveReadme(runbook, script.digest, templates))];
  const complete = sign === undefined ? unsigned(documents) : await signed(documents, script, sign);
  if (!complete.ok) return complete;
  const value = { name: archiveName(runbook, script.digest), bytes: await archiveOf(runbook, complete.value) };
  return { ok: true, value, warnings: [] };
}

function unsigned(files: readonly RawFile[]): Outcome<RawFile[]> {
  return { ok: true, value: [...files, textFile('SHA256SUMS', checksumsOf(files))], warnings: [] };
}

async function signed(files: readonly RawFile[], script: RawFile, sign: Sign): Promise<Outcome<RawFile[]>> {
  const ofScript = await sign(script.bytes);
  if (!ofScript.ok) return ofScript;
  const listed = [...files, rawFile(signatures.script, ofScript.value)];
  const sums = textFile('SHA256SUMS', checksumsOf(listed));
  const ofSums = await sign(sums.bytes);
  if (!ofSums.ok) return ofSums;
  return { ok: true, value: [...listed, sums, rawFile(signatures.sums, ofSums.value)], warnings: [] };
}
