import { generator } from '../../model/generator.js';
import type { Problem } from '../../model/problem.js';
import { digestOf } from '../../render/digest.js';
import { runtimeOf } from '../../render/runtime.js';
import type { Templates } from '../../render/template.js';
import { type FoundBundle, fileIn, findingIn } from '../found-bundle.js';

/** The SHA-256 of the runtime in a script, which stands from its headline to the end; undefined without headline. */
export function runtimeDigestIn(script: string): string | undefined {
  const start = script.indexOf('\n# == Runtime ');
  return start < 0 ? undefined : digestOf(script.slice(start + 1));
}

/**
 * Tells when the script or the manifest has another runtime than the one of this version.
 *
 * @param claimed what the manifest says, when it can be read.
 * @throws TemplateError
 */
export function runtimeFindings(found: FoundBundle, claimed: string | undefined, templates: Templates): Problem[] {
  const script = fileIn(found, 'runbook.sh');
  if (script === undefined) return []; // said already
  const known = digestOf(runtimeOf(templates));
  const digests = [
    ['runbook.sh', runtimeDigestIn(new TextDecoder().decode(script.bytes)) ?? 'a script without runtime'],
    ...(claimed === undefined ? [] : [['manifest.json', claimed]]),
  ];
  return digests.flatMap(([file = '', digest = '']) => (digest === known ? [] : [unknown(found, file, known, digest)]));
}

function unknown(found: FoundBundle, file: string, known: string, digest: string): Problem {
  return findingIn(found, file, 'runtimeUnknown', {
    expected: `the runtime of ${generator.name} ${generator.version}, sha256 ${known}`,
    found: digest,
    remedy: 'Have the runtime read again before you trust it, or take the script as it was generated.',
  });
}
