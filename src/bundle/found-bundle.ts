import type { Outcome, Problem } from '../model/problem.js';
import { type Place, type ProblemName, type ProblemText, problem } from '../model/problem-codes.js';
import type { RawFile } from './raw-file.js';

/** A bundle that was read from a folder or an archive. Nothing in it is trusted. */
export interface FoundBundle {
  /** As the user named it. */
  readonly path: string;
  readonly files: readonly RawFile[];
  /** What there is besides plain files, and what could not be read. */
  readonly problems: readonly Problem[];
  /** The bytes of the archive, when it is one. */
  readonly archive?: Uint8Array;
}

/** More bytes than any bundle has, unpacked. */
export const mostBytes = 16 * 1024 * 1024;

/** More files than any bundle has. */
export const mostFiles = 1000;

/** The files by their names. */
export function fileIn({ files }: FoundBundle, wanted: string): RawFile | undefined {
  return files.find(({ name }) => name === wanted);
}

/** A problem with a file of a bundle. */
export function findingIn(
  { path }: Pick<FoundBundle, 'path'>,
  file: string,
  name: ProblemName,
  text: Omit<ProblemText, 'path'>,
  at: Pick<Place, 'line' | 'column'> = { line: 1, column: 1 },
): Problem {
  return problem(
    name,
    { file: file === '' ? path : `${path.replace(/\/+$/, '')}/${file}`, ...at },
    { path: '', ...text },
  );
}

/** Tells whether a bundle may be read: nothing but plain files, and at least those that every bundle has. */
export function asBundle(found: FoundBundle): Outcome<FoundBundle> {
  const missing = ['runbook.sh', 'plan.json', 'params.yaml', 'manifest.json'].filter(
    (name) => fileIn(found, name) === undefined,
  );
  if (found.problems.length > 0) return { ok: false, problems: found.problems };
  if (missing.length === 0) return { ok: true, value: found, warnings: [] };
  return { ok: false, problems: [notABundle(found, `no ${missing[0]} in it`)] };
}

/** What is said of something that is no bundle. */
export function notABundle(place: Pick<FoundBundle, 'path'>, found: string): Problem {
  return findingIn(place, '', 'notABundle', {
    expected: 'a bundle, as generate or pack writes it',
    found,
    remedy: 'Name the folder of a bundle, or an archive of one.',
  });
}
