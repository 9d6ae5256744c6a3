import type { Command } from 'commander';
import { bundleWith, type FurtherDocuments } from '../bundle/bundle.js';
import { documentNames } from '../bundle/documents.js';
import { type FoundBundle, fileIn } from '../bundle/found-bundle.js';
import { checksumFindings } from '../bundle/verify/checksums.js';
import { compare } from '../compare/compare.js';
import { comparisonText } from '../compare/comparison-text.js';
import { type Side, sideOf, sideOfBundle } from '../compare/side.js';
import type { Outcome } from '../model/problem.js';
import { jsonText } from '../render/json.js';
import { paperOf } from '../render/paper.js';
import { countProgress } from './count-progress.js';
import { exitStatus } from './exit-status.js';
import type { Io } from './io.js';
import { loadParameters } from './load-parameters.js';
import { reportProblems } from './output.js';
import { readBundleIfAny } from './read-bundle.js';
import { loadFonts } from './read-fonts.js';
import { loadTemplates } from './read-templates.js';
import { templateProblems } from './template-problems.js';

interface DiffOptions {
  readonly json?: true;
}

/** `diff A B`: what changed in meaning, so that a new approval can be as small as the change. */
export function registerDiff(command: Command, io: Io): void {
  command
    .option('--json', 'print the comparison as JSON')
    .argument('<a>', 'parameter file, folder of a bundle, or archive; - reads a parameter file from standard input')
    .argument('<b>', 'the same of the other one')
    .action((a: string, b: string, options: DiffOptions) => diff(io, [a, b], options));
}

async function diff(io: Io, paths: readonly [string, string], { json }: DiffOptions): Promise<void> {
  const found = [await bundleAt(paths[0]), await bundleAt(paths[1])] as const;
  const documents = documentsOf(found);
  const [from, to] = [
    await sideFrom(io, paths[0], found[0], documents),
    await sideFrom(io, paths[1], found[1], documents),
  ];
  for (const side of [from, to]) if (!side.ok) reportProblems(io, side.problems);
  if (!from.ok || !to.ok) return;
  const comparison = compare(from.value, to.value);
  io.stdout.write(json === true ? jsonText(comparison) : comparisonText(comparison));
  if (!comparison.same) io.status = exitStatus.differs;
}

/** The bundle or archive there; undefined for a parameter file. */
type Found = Outcome<FoundBundle | undefined>;

async function bundleAt(path: string): Promise<Found> {
  return path === '-' ? { ok: true, value: undefined, warnings: [] } : await readBundleIfAny(path);
}

/** What a bundle has to be made with to be compared with these. */
function documentsOf(found: readonly Found[]): FurtherDocuments {
  const bundles = found.flatMap((one) => (one.ok && one.value !== undefined ? [one.value] : []));
  const fileOf = (name: string) => bundles.flatMap((bundle) => fileIn(bundle, name) ?? [])[0];
  const documents = documentNames.filter((name) => fileOf(name) !== undefined);
  return { documents, pdf: { fonts: loadFonts, paper: paperOf(fileOf('review.pdf')?.bytes ?? new Uint8Array()) } };
}

/**
 * A bundle as it is, or what this version makes of a parameter file.
 *
 * @param documents those that a bundle is made with: the ones of the other side, to be compared with them.
 */
async function sideFrom(io: Io, path: string, read: Found, documents: FurtherDocuments): Promise<Outcome<Side>> {
  if (!read.ok) return read;
  if (read.value === undefined) return await made(io, path, documents);
  const findings = checksumFindings(read.value);
  if (findings.length > 0) {
    io.stderr.write(`${path}: its files are not those that it lists; ncn-runbook verify says which.\n`);
  }
  return sideOf(read.value);
}

async function made(io: Io, path: string, documents: FurtherDocuments): Promise<Outcome<Side>> {
  const parameters = await loadParameters(io, path);
  if (!parameters.ok) return parameters;
  reportProblems(io, parameters.warnings);
  const progress = countProgress(io, 1);
  progress.next(1, `review.pdf of ${path}`, documents.documents.includes('review.pdf'));
  try {
    const bundle = await bundleWith(parameters.value, loadTemplates(), documents);
    return bundle.ok ? sideOfBundle(path, bundle.value) : bundle;
  } catch (error) {
    return { ok: false, problems: templateProblems(error, path) };
  } finally {
    progress.end();
  }
}
