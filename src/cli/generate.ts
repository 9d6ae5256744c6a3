import type { Command } from 'commander';
import { type Bundle, bundleOf } from '../bundle/bundle.js';
import type { Parameters } from '../model/parameters.js';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { adviceAfterWriting } from './bundle-advice.js';
import { checkBundle } from './check-bundle.js';
import { exitStatus } from './exit-status.js';
import { fileProblem } from './file-problem.js';
import type { Io } from './io.js';
import { loadParameters } from './load-parameters.js';
import { reportProblems } from './output.js';
import { loadTemplates } from './read-templates.js';
import { setOption } from './set-option.js';
import { templateProblems } from './template-problems.js';
import { folderOf, writeBundles } from './write-bundles.js';

interface GenerateOptions {
  readonly out: string;
  readonly set: readonly string[];
  readonly check?: true;
  readonly stdout?: true;
}

/** A parameter file that was read. */
interface Input {
  readonly file: string;
  readonly parameters: Parameters;
}

/** `generate FILE...`: bundles on disk; all of them or, when anything is wrong, none. */
export function registerGenerate(program: Command, io: Io): void {
  program
    .command('generate')
    .description('write the bundle of each parameter file into a folder of its name')
    .option('--out <dir>', 'folder for the bundles', 'out')
    .addOption(setOption())
    .option('--check', 'write nothing; exit with 1 when a bundle on disk differs')
    .option('--stdout', 'print the script of one parameter file and write nothing')
    .argument('<file...>', 'parameter files; - reads standard input')
    .action((files: string[], options: GenerateOptions) => generate(io, files, options));
}

async function generate(io: Io, files: readonly string[], options: GenerateOptions): Promise<void> {
  const inputs = await readInputs(io, files, options.set);
  const problems = [...usageProblems(files, options), ...sameNames(inputs)];
  reportProblems(io, problems);
  const bundles = io.status === exitStatus.ok ? makeBundles(io, inputs) : [];
  if (io.status !== exitStatus.ok) {
    return;
  }
  if (options.stdout === true) {
    printScripts(io, bundles);
  } else {
    await (options.check === true ? check(io, bundles, options.out) : write(io, bundles, options.out));
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

function usageProblems(files: readonly string[], { check: checks, stdout }: GenerateOptions): Problem[] {
  if (stdout !== true || (files.length === 1 && checks !== true)) {
    return [];
  }
  return [
    problem(
      'optionConflict',
      { file: '--stdout', line: 1, column: 1 },
      {
        path: '',
        expected: 'one parameter file and no --check',
        found: checks === true ? '--check' : `${files.length} files`,
        remedy: 'Leave out --stdout to write bundles, or call once for each file.',
      },
    ),
  ];
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

function makeBundles(io: Io, inputs: readonly Input[]): Bundle[] {
  const templates = loadTemplates();
  return inputs.flatMap(({ file, parameters }) => {
    try {
      const made = bundleOf(parameters, templates);
      reportProblems(io, made.ok ? [] : made.problems);
      return made.ok ? [made.value] : [];
    } catch (error) {
      reportProblems(io, templateProblems(error, file));
      return [];
    }
  });
}

function printScripts(io: Io, bundles: readonly Bundle[]): void {
  for (const { files } of bundles) {
    io.stdout.write(files.find(({ executable }) => executable)?.text ?? '');
  }
}

async function write(io: Io, bundles: readonly Bundle[], out: string): Promise<void> {
  try {
    await writeBundles(out, bundles);
  } catch (error) {
    reportProblems(io, [fileProblem(refusedPath(error) ?? out, 'a place that bundles can be written to', error)]);
    return;
  }
  for (const bundle of bundles) {
    io.stderr.write(adviceAfterWriting(folderOf(out, bundle), bundle));
  }
}

/** The path that an error of the operating system is about, unless it is one that nobody knows. */
function refusedPath(error: unknown): string | undefined {
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' && !path.endsWith('.new') ? path : undefined;
}

async function check(io: Io, bundles: readonly Bundle[], out: string): Promise<void> {
  for (const bundle of bundles) {
    const folder = folderOf(out, bundle);
    try {
      const differences = await checkBundle(folder, bundle);
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
