import type { Problem } from '../../model/problem.js';
import { type FoundBundle, fileIn, findingIn } from '../found-bundle.js';
import { signatures } from '../packed.js';
import type { RawFile } from '../raw-file.js';
import { missingFile } from './checksums.js';

/** A file with the signature that is said to be for it. */
export interface SignedFile {
  readonly file: RawFile;
  readonly signature: RawFile;
}

/** The pairs that ssh-keygen has to judge. */
export function signedFilesIn(found: FoundBundle): SignedFile[] {
  return pairs.flatMap(([name, signatureName]) => {
    const [file, signature] = [fileIn(found, name), fileIn(found, signatureName)];
    return file === undefined || signature === undefined ? [] : [{ file, signature }];
  });
}

const pairs = [
  ['runbook.sh', signatures.script],
  ['SHA256SUMS', signatures.sums],
] as const;

/** What can be said of signatures without keys: both are there or none is, each written in the one way there is. */
export function signatureFindings(found: FoundBundle): Problem[] {
  const present = Object.values(signatures).flatMap((name) => fileIn(found, name) ?? []);
  if (present.length === 0) return [];
  const missing = Object.values(signatures).filter((name) => fileIn(found, name) === undefined);
  const malformed = present.filter(({ bytes }) => !isArmored(bytes));
  return [
    ...missing.map((name) => missingFile(found, name)),
    ...malformed.map(({ name }) =>
      findingIn(found, name, 'signatureForm', {
        expected: 'an SSH signature as ssh-keygen writes it',
        found: 'other bytes',
        remedy: 'Take the archive as it was packed, or have it signed again.',
      }),
    ),
  ];
}

const armor =
  /^-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/]{70}\n)*[A-Za-z0-9+/=]{1,70}\n)-----END SSH SIGNATURE-----\n$/;

/** Base64 can be written in several ways; were more than one allowed, bytes could be altered unnoticed. */
function isArmored(bytes: Uint8Array): boolean {
  const [, body] = armor.exec(new TextDecoder().decode(bytes)) ?? [];
  if (body === undefined) return false;
  const text = body.replaceAll('\n', '');
  try {
    return btoa(atob(text)) === text;
  } catch {
    return false;
  }
}
