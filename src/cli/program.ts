import { Command, CommanderError } from 'commander';
import { generator } from '../model/generator.js';
import { commands, type ListedCommand } from './commands.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import type { Io, Output } from './io.js';

/** Runs one command line and tells what to exit with; nothing it throws gets out. */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    const program = createProgram(io);
    for (const listed of commands) {
      await addCommand(program, listed, args, io);
    }
    await program.parseAsync(args, { from: 'user' });
    return io.status;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitStatus.ok : exitStatus.mistake;
    }
    return reportBug(io, error);
  }
}

function createProgram(io: Io): Command {
  return new Command(generator.name)
    .description('Turns a parameter file into an auditable bash runbook for NCN image customization on HPE Cray EX.')
    .version(generator.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => widthOf(io.stdout, () => process.stdout.columns),
      getErrHelpWidth: () => widthOf(io.stderr, () => process.stderr.columns),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(see --help)')
    .configureHelp({ subcommandTerm: termOf })
    .addHelpText('after', '\nExit status: 0 ok, 1 differs or failed rehearsal, 2 mistake in the input, 70 bug.');
}

/** Columns of a terminal; what is no terminal has the width that commander takes then. */
function widthOf(output: Output, columns: () => number): number {
  return output.isTerminal ? columns() : 80;
}

/** Adds a command: all of it when the command line names it, else only what the help of the program shows. */
async function addCommand(program: Command, listed: ListedCommand, args: readonly string[], io: Io): Promise<void> {
  const command = program.command(listed.name).description(listed.description);
  if (args.includes(listed.name)) {
    (await listed.load())(command, io);
  }
}

function termOf(command: Command): string {
  const usage = commands.find(({ name }) => name === command.name())?.usage ?? command.usage();
  return `${command.name()} ${usage}`.trimEnd();
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
