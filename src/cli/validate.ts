import type { Command } from 'commander';
import { allVisible } from '../model/visible.js';
import type { Io } from './io.js';
import { loadParameters } from './load-parameters.js';
import { reportProblems } from './output.js';

/** `validate FILE...`: every problem of every file. */
export function registerValidate(command: Command, io: Io): void {
  command.argument('<file...>', 'parameter files; - reads standard input').action(async (files: string[]) => {
    for (const file of files) {
      await validate(io, file);
    }
  });
}

async function validate(io: Io, file: string): Promise<void> {
  const outcome = await loadParameters(io, file);
  reportProblems(io, outcome.ok ? outcome.warnings : outcome.problems);
  if (outcome.ok) {
    io.stdout.write(`${allVisible(file)}: ok\n`);
  }
}
