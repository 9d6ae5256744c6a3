import { type Command, Option } from 'commander';
import { type Bundle, bundleWith, type FurtherDocuments, scriptOf } from '../bundle/bundle.js';
import type { Archive } from '../bundle/packed.js';
import { rawOf } from '../bundle/raw-file.js';
import type { Parameters } from '../model/parameters.js';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import type { Fonts } from '../render/fonts.js';
import { papers } from '../render/paper.js';
import type { Templates } from '../render/template.js';
import { adviceAfterWriting } from './bundle-advice.js';
import { checkBundle } from './check-bundle.js';
import { countProgress } from './count-progress.js';
import { exitStatus } from './exit-status.js';
import { fileProblem } from './file-problem.js';
import { documentsFor, paperFor } from './generate/documents.js';
import { type GenerateOptions, optionConflicts } from './generate/options.js';
import { expectShortRun } from './generate/short-run.js';
import type { Io } from './io.js';
import { loadParameters } from './load-parameters.js';
import { reportProblems } from './output.js';
import { loadTemplates } from './read-templates.js';
import { setOption } from './set-option.js';
import { signOption } from './sign-option.js';
import { templateProblems } from './template-problems.js';
import { folderOf, writeBundles } from './write-bundles.js';

/** A parameter file that was read. */
interface Input {
  readonly file: string;
  readonly parameters: Parameters;
}

/** `generate FILE...`: bundles on disk; all of them or, when anything is wrong, none. */
export function registerGenerate(command: Command, io: Io): void {
  command
    .option('--out <dir>', 'folder for the bundles', 'out')
    .addOption(setOption())
    .option('--no-html', 'leave out review.html, the review as a page to read, print and sign')
    .option('--pdf', 'add review.pdf: the same as review.html for paper and archives')
    .addOption(
      new Option('--paper <size>', 'paper of review.pdf (default: that of the one in the folder, or a4)').choices(
        papers,
      ),
    )
    .option('--check', 'write nothing; exit with 1 when a bundle on disk differs')
    .option('--stdout', 'print the script of one parameter file and write nothing')
    .option('--pack', 'make the archive of each bundle, too, beside its folder')
    .addOption(signOption())
    .argument('<file...>', 'parameter files; - reads standard input')
    .addHelpText(
      'after',
      '\nA review.html or review.pdf that is in the folder already is made anew, and checked, in any case.',
    )
    .action((files: string[], options: GenerateOptions) => generate(io, files, options));
}

async function generate(io: Io, files: readonly string[], options: GenerateOptions): Promise<void> {
  const inputs = await readInputs(io, files, options.set);
  const problems = [...optionConflicts(files, options), ...sameNames(inputs)];
  reportProblems(io, problems);
  if (io.status !== exitStatus.ok) {
    return;
  }
  const templates = loadTemplates(); // outside of what is said of files that cannot be written
  if (options.stdout === true) {
    printScripts(io, inputs, templates);
    return;
  }
  await expectShortRun(
    io,
    inputs.map(({ parameters }) => documentsFor(parameters, options)),
  );
  const bundles = makeBundles(io, inputs, templates, options);
  if (options.check === true) {
    await check(io, bundles, options.out);
  } else {
    await write(io, bundles, options);
  }
}

async function readInputs(io: Io, files: readonly string[], set: readonly string[]): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const file of files) {
    const read = await loadParameters(io, file, set);
    reportProblems(io, read.ok ? read.warnings : read.problems);
    if (read.ok) {
      inputs.push({ file, parameters: read.value });
    }
  }
  return inputs;
}

function sameNames(inputs: readonly Input[]): Problem[] {
  return inputs.flatMap(({ file, parameters: { runbook } }, index) => {
    const earlier = inputs.slice(0, index).find((other) => other.parameters.runbook === runbook);
    if (earlier === undefined) {
      return [];
    }
    return [
      problem(
        'runbookTwice',
        { file, line: 1, column: 1 },
        {
          path: 'runbook',
          expected: 'a name that no other of these files has',
          found: `${runbook}, as in ${earlier.file}`,
          remedy: 'Their bundles would go into the same folder: rename one, or give each its own --out.',
        },
      ),
    ];
  });
}

/** One bundle after the other, so that no more than one has to be in memory; a problem sets the exit status. */
async function* makeBundles(
  io: Io,
  inputs: readonly Input[],
  templates: Templates,
  options: GenerateOptions,
): AsyncGenerator<Bundle> {
  const progress = countProgress(io, inputs.length);
  try {
    for (const [index, input] of inputs.entries()) {
      const documents = documentsFor(input.parameters, options);
      const hasPdf = documents.includes('review.pdf');
      progress.next(index + 1, hasPdf ? `review.pdf of ${input.file}` : input.file, hasPdf);
      const pdf = { fonts: readFonts, paper: paperFor(input.parameters, options) };
      const bundle = await makeBundle(io, input, templates, { documents, pdf });
      if (bundle !== undefined) yield bundle;
    }
  } finally {
    progress.end(); // also when a bundle cannot be written and no other is asked for
  }
}

/** What reads them is loaded only when a PDF is made. */
async function readFonts(): Promise<Fonts> {
  return (await import('./read-fonts.js')).loadFonts();
}

async function makeBundle(
  io: Io,
  { file, parameters }: Input,
  templates: Templates,
  documents: FurtherDocuments,
): Promise<Bundle | undefined> {
  try {
    const made = await bundleWith(parameters, templates, documents);
    reportProblems(io, made.ok ? [] : made.problems);
    return made.ok ? made.value : undefined;
  } catch (error) {
    reportProblems(io, templateProblems(error, file));
    return undefined;
  }
}

function printScripts(io: Io, inputs: readonly Input[], templates: Templates): void {
  for (const { file, parameters } of inputs) {
    try {
      const made = scriptOf(parameters, templates);
      reportProblems(io, made.ok ? [] : made.problems);
      if (made.ok) io.stdout.write(made.value);
    } catch (error) {
      reportProblems(io, templateProblems(error, file));
    }
  }
}

async function write(io: Io, bundles: AsyncIterable<Bundle>, options: GenerateOptions): Promise<void> {
  if (options.pack !== true) return writeAll(io, bundles, options.out);
  const all: Bundle[] = [];
  for await (const bundle of bundles) all.push(bundle);
  await writeWithArchives(io, all, options);
}

/** Bundles and their archives. These are made before anything is written: a key may be refused. */
async function writeWithArchives(io: Io, bundles: readonly Bundle[], { out, sign }: GenerateOptions): Promise<void> {
  const { packBundle, putArchive } = await import('./write-archive.js'); // libraries that only archives need
  const archives: Archive[] = [];
  for (const bundle of io.status === exitStatus.ok ? bundles : []) {
    const found = { path: folderOf(out, bundle), files: bundle.files.map(rawOf), problems: [] };
    const archive = await packBundle(io, found, sign);
    if (archive !== undefined) archives.push(archive);
  }
  if (io.status !== exitStatus.ok) return;
  await writeAll(io, bundles, out);
  for (const archive of archives) await putArchive(io, out, archive);
}

async function writeAll(io: Io, bundles: AsyncIterable<Bundle> | Iterable<Bundle>, out: string): Promise<void> {
  try {
    const written = await writeBundles(out, bundles, () => io.status === exitStatus.ok);
    io.stderr.write(written.map(adviceAfterWriting).join(''));
  } catch (error) {
    reportProblems(io, [fileProblem(refusedPath(error) ?? out, 'a place that bundles can be written to', error)]);
  }
}

/** The path that an error of the operating system is about, unless it is one that nobody knows. */
function refusedPath(error: unknown): string | undefined {
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' && !path.endsWith('.new') ? path : undefined;
}

async function check(io: Io, bundles: AsyncIterable<Bundle>, out: string): Promise<void> {
  for await (const bundle of bundles) {
    const folder = folderOf(out, bundle);
    try {
      const differences = checkBundle(folder, bundle);
      io.stdout.write(differences.map((line) => `${line}\n`).join(''));
      io.stderr.write(`${folder}: ${differences.length === 0 ? 'up to date' : 'differs; generate it again'}\n`);
      if (differences.length > 0 && io.status === exitStatus.ok) {
        io.status = exitStatus.differs;
      }
    } catch (error) {
      reportProblems(io, [fileProblem(folder, 'a bundle that can be read', error)]);
    }
  }
}
