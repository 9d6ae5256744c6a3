import { Command, CommanderError } from 'commander';
import { generator } from '../model/generator.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { registerExplain } from './explain.js';
import { registerGenerate } from './generate.js';
import { registerInit } from './init.js';
import type { Io } from './io.js';
import { registerPlan } from './plan.js';
import { registerRehearse } from './rehearse.js';
import { registerReport } from './report.js';
import { registerSchema } from './schema.js';
import { registerValidate } from './validate.js';

/** Adds a command to the program. */
export type Register = (program: Command, io: Io) => void;

/** Every command, in the order of the help. */
const commands: readonly Register[] = [
  registerInit,
  registerValidate,
  registerPlan,
  registerGenerate,
  registerRehearse,
  registerReport,
  registerSchema,
  registerExplain,
];

/** Runs one command line and tells what to exit with; nothing it throws gets out. */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    await createProgram(io).parseAsync(args, { from: 'user' });
    return io.status;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitStatus.ok : exitStatus.mistake;
    }
    return reportBug(io, error);
  }
}

function createProgram(io: Io): Command {
  const program = new Command(generator.name)
    .description('Turns a parameter file into an auditable bash runbook for NCN image customization on HPE Cray EX.')
    .version(generator.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(see --help)')
    .addHelpText('after', '\nExit status: 0 ok, 1 differs or failed rehearsal, 2 mistake in the input, 70 bug.');
  for (const register of commands) {
    register(program, io);
  }
  return program;
}

/** Says that this should not have happened; the stack only for those who ask for it. */
export function reportBug(io: Io, error: unknown): ExitStatus {
  const isDebug = (io.env['NCN_RUNBOOK_DEBUG'] ?? '') !== '';
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const detail = isDebug && error instanceof Error ? (error.stack ?? message) : message;
  const hint = isDebug ? '' : ' Set NCN_RUNBOOK_DEBUG=1 to see where it happened.';
  io.stderr.write(`${generator.name} ${generator.version} met a bug of its own: ${detail}\n`);
  io.stderr.write(`Please report it with this message and the command line.${hint}\n`);
  return exitStatus.bug;
}
