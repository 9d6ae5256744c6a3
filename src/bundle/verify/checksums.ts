import type { Problem } from '../../model/problem.js';
import { quoted } from '../../model/visible.js';
import { type FoundBundle, fileIn, findingIn } from '../found-bundle.js';
import { signatures } from '../packed.js';

const list = 'SHA256SUMS';
const again = 'Take the bundle as it was generated, or ask for another copy.';

/** In what the files differ from those that SHA256SUMS lists. */
export function checksumFindings(found: FoundBundle): Problem[] {
  const file = fileIn(found, list);
  if (file === undefined) return [missingFile(found, list)];
  const lines = new TextDecoder().decode(file.bytes).split('\n');
  const entries = lines.map((line) => /^([0-9a-f]{64}) {2}([^/\\]+)$/.exec(line));
  const names = entries.map((entry) => entry?.[2]);
  const problems = lines.flatMap((line, index) => {
    const [, digest, name] = entries[index] ?? [];
    const isEnd = index === lines.length - 1 && index > 0 && line === '';
    if (isEnd) return [];
    if (digest === undefined || name === undefined || names.indexOf(name) !== index)
      return [malformed(found, line, index)];
    return digestFinding(found, name, digest, 'checksumDiffers', list);
  });
  const unlisted = found.files.filter(({ name }) => ![...names, list, signatures.sums].includes(name));
  return [...problems, ...unlisted.map(({ name }) => extraFile(found, name, `a file that ${list} lists`))];
}

/** What is wrong with one file whose digest is said to be known. */
export function digestFinding(
  found: FoundBundle,
  name: string,
  digest: string,
  code: 'checksumDiffers' | 'manifestDiffers',
  source: string,
): Problem[] {
  const file = fileIn(found, name);
  if (file === undefined) return [missingFile(found, name)];
  if (file.digest === digest) return [];
  return [
    findingIn(found, name, code, {
      expected: `sha256 ${digest} (${source})`,
      found: file.digest,
      remedy: again,
    }),
  ];
}

/** A file that should be there. */
export function missingFile(found: FoundBundle, name: string): Problem {
  return findingIn(found, name, 'fileMissing', { expected: 'this file', found: 'no such file', remedy: again });
}

/** A file that should not be there. */
export function extraFile(found: FoundBundle, name: string, expected: string): Problem {
  const remedy = 'Keep nothing else in the folder of a bundle.';
  return findingIn(found, name, 'fileExtra', { expected, found: 'a stranger', remedy });
}

function malformed(found: FoundBundle, line: string, index: number): Problem {
  const text = { expected: 'a digest and the name of a file, each name once', found: quoted(line), remedy: again };
  return findingIn(found, list, 'checksumForm', text, { line: index + 1, column: 1 });
}
