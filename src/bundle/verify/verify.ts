import type { Problem } from '../../model/problem.js';
import type { Fonts } from '../../render/fonts.js';
import type { Templates } from '../../render/template.js';
import type { FoundBundle } from '../found-bundle.js';
import { manifestIn } from '../manifest-file.js';
import { checksumFindings } from './checksums.js';
import { generatedFindings } from './generated.js';
import { manifestFindings } from './manifest.js';
import { runtimeFindings } from './runtime.js';
import { signatureFindings } from './signatures.js';

/**
 * Every difference between a bundle and what it says of itself, and what this version makes of its parameters. Who
 * made its signatures is not looked at here.
 *
 * @param fonts those of the PDF; asked for only where the bundle has one.
 * @throws TemplateError, UnquotableError, and whatever `fonts` throws
 */
export async function verificationOf(
  found: FoundBundle,
  templates: Templates,
  fonts: () => Promise<Fonts>,
): Promise<Problem[]> {
  if (found.files.length === 0) return [...found.problems];
  const manifest = manifestIn(found);
  const listed = manifest.ok ? Object.keys(manifest.value.files) : [];
  return [
    ...found.problems,
    ...checksumFindings(found),
    ...(manifest.ok ? manifestFindings(found, manifest.value) : manifest.problems),
    ...runtimeFindings(found, manifest.ok ? manifest.value.runtimeSha256 : undefined, templates),
    ...(await generatedFindings(found, listed, templates, fonts)),
    ...signatureFindings(found),
  ].filter((one, index, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index);
}
