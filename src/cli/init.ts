import type { Command } from 'commander';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { quoted } from '../model/visible.js';
import { exampleNames, readExample } from './examples.js';
import { exitStatus } from './exit-status.js';
import { fileProblem } from './file-problem.js';
import type { Io } from './io.js';
import { reportProblems } from './output.js';
import { writeParameters } from './write-parameters.js';

interface InitOptions {
  readonly example?: string;
  readonly force?: true;
}

/** `init [--example NAME] [FILE]`: a parameter file to start from. */
export function registerInit(command: Command, io: Io): void {
  command
    .option('--example <name>', 'write this example instead of asking: worker, master or storage')
    .option('--force', 'overwrite the file if it exists')
    .argument('[file]', 'file to write; - writes to standard output', 'runbook.yaml')
    .action((file: string, options: InitOptions) => init(io, file, options));
}

async function init(io: Io, file: string, options: InitOptions): Promise<void> {
  const isDialogue = options.example === undefined && io.stdinIsTerminal && io.stdout.isTerminal;
  const text = isDialogue ? await ask(io) : await example(io, options.example);
  if (text !== undefined) {
    await put(io, file, text, options.force === true);
  }
}

/** The text that the dialogue led to; undefined when the user left it. */
async function ask(io: Io): Promise<string | undefined> {
  const { guide } = await import('./init-dialogue.js');
  const text = await guide(readExample);
  if (text === undefined) {
    io.stderr.write('Nothing was written.\n');
    io.status = exitStatus.mistake;
  }
  return text;
}

async function example(io: Io, wanted: string | undefined): Promise<string | undefined> {
  const names = await exampleNames();
  if (wanted !== undefined && !names.includes(wanted)) {
    reportProblems(io, [unknownExample(wanted, names)]);
    return undefined;
  }
  if (wanted === undefined) {
    io.stderr.write('No terminal to ask on, so this is the worker example; see --example for others.\n');
  }
  return readExample(wanted ?? 'worker');
}

async function put(io: Io, file: string, text: string, force: boolean): Promise<void> {
  if (file === '-') {
    io.stdout.write(text);
    return;
  }
  try {
    const [, schema] = await writeParameters(file, text, force);
    io.stderr.write(`Wrote ${file}, and ${schema} for editors. Edit it, then run: ncn-runbook validate ${file}\n`);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    reportProblems(io, [isThere ? alreadyThere(file) : fileProblem(file, 'a file that can be written', error)]);
  }
}

function unknownExample(wanted: string, names: readonly string[]): Problem {
  return problem(
    'unknownExample',
    { file: '--example', line: 1, column: 1 },
    {
      path: '',
      expected: `one of ${names.join(', ')}`,
      found: quoted(wanted),
      remedy: 'Name one of the examples.',
    },
  );
}

function alreadyThere(file: string): Problem {
  return problem(
    'fileExists',
    { file, line: 1, column: 1 },
    {
      path: '',
      expected: 'a file that does not exist yet',
      found: 'one that does',
      remedy: 'Give another name, or --force to overwrite it.',
    },
  );
}
