import { access, constants } from 'node:fs/promises';
import { type FoundBundle, findingIn } from '../../bundle/found-bundle.js';
import { type SignedFile, signedFilesIn } from '../../bundle/verify/signatures.js';
import type { Problem } from '../../model/problem.js';
import { allVisible, visible } from '../../model/visible.js';
import { fileProblem } from '../file-problem.js';
import type { Io } from '../io.js';
import { lastLine, namespace, noSshKeygen, sshKeygenOn } from './ssh-keygen.js';

/** What came of the signatures of a bundle. */
export interface Judgement {
  /** Differences: a signature that is wrong or missing. */
  readonly findings: readonly Problem[];
  /** What kept it from being judged, and warnings. */
  readonly obstacles: readonly Problem[];
  /** Who signed what, for people. */
  readonly said: readonly string[];
}

/**
 * Judges the signatures of a bundle by a file of allowed signers; without one, only that they fit the files. Signed
 * bundles cannot be judged without ssh-keygen, and then are not called good.
 */
export async function judgeSignatures(io: Io, found: FoundBundle, allowed: string | undefined): Promise<Judgement> {
  const signed = signedFilesIn(found);
  if (allowed !== undefined) {
    const unreadable = await access(allowed, constants.R_OK).catch((error: unknown) => error ?? new Error());
    if (unreadable !== undefined) return obstacle(fileProblem(allowed, 'a file of allowed signers', unreadable));
    if (signed.length === 0) return { findings: [unsigned(found)], obstacles: [], said: [] };
  }
  const judgements: Judgement[] = [];
  for (const one of signed) judgements.push(await judge(io, found, one, allowed));
  const obstacles = judgements.flatMap((one) => one.obstacles);
  return {
    findings: judgements.flatMap(({ findings }) => findings),
    obstacles: obstacles.slice(0, 1), // the same of each
    said: judgements.flatMap(({ said }) => said),
  };
}

async function judge(io: Io, found: FoundBundle, one: SignedFile, allowed: string | undefined): Promise<Judgement> {
  const { file, signature } = one;
  const ask = (...args: string[]) => sshKeygenOn(io, ['-Y', ...args], file.bytes, signature.bytes);
  const name = allowed === undefined ? '' : await signerOf(ask, allowed);
  const answer = await (allowed === undefined
    ? ask('check-novalidate', '-n', namespace)
    : ask('verify', '-n', namespace, '-f', allowed, '-I', name));
  if (answer === undefined) return obstacle(noSshKeygen(`${found.path}/${signature.name}`));
  const said = allVisible(lastLine(answer));
  if (answer.status !== 0) return { findings: [wrong(found, one, said, allowed)], obstacles: [], said: [] };
  if (allowed === undefined) return obstacle(unchecked(found, one, said));
  return { findings: [], obstacles: [], said: [`${file.name}: ${said}`] };
}

/** The name that the file of allowed signers gives the key of the signature; it may be one that is no signer. */
async function signerOf(ask: (...args: string[]) => ReturnType<typeof sshKeygenOn>, allowed: string): Promise<string> {
  const answer = await ask('find-principals', '-f', allowed);
  const [name = ''] = answer?.status === 0 ? Buffer.from(answer.stdout).toString().split('\n') : [];
  return name === '' ? 'nobody' : name;
}

function obstacle(problem: Problem): Judgement {
  return { findings: [], obstacles: [problem], said: [] };
}

function unsigned(found: FoundBundle): Problem {
  return findingIn(found, '', 'signatureMissing', {
    expected: 'a signature, as --allowed-signers is given',
    found: 'none',
    remedy: 'Ask for the signed archive, or make one: ncn-runbook pack --sign KEY.',
  });
}

function wrong(
  found: FoundBundle,
  { file, signature }: SignedFile,
  said: string,
  allowed: string | undefined,
): Problem {
  const by = allowed === undefined ? 'a signature' : `a signature by one of ${visible(allowed)}`;
  return findingIn(found, signature.name, 'signatureWrong', {
    expected: `${by} for ${file.name} in the namespace ${namespace}`,
    found: said,
    remedy: 'Do not run this script; ask whoever signed it.',
  });
}

function unchecked(found: FoundBundle, { signature }: SignedFile, said: string): Problem {
  return findingIn(found, signature.name, 'signerUnchecked', {
    expected: '--allowed-signers FILE to know who signed',
    found: `only: ${said}`,
    remedy: 'Compare the key with one that you trust, or give the file of allowed signers.',
  });
}
