import type { Command } from 'commander';
import { parametersJsonSchema } from '../model/parameters.js';
import type { Io } from './io.js';

/** `schema`: the JSON Schema of the parameter file. */
export function registerSchema(program: Command, io: Io): void {
  program
    .command('schema')
    .description('print the JSON Schema of the parameter file')
    .action(() => io.stdout.write(`${JSON.stringify(parametersJsonSchema(), null, 2)}\n`));
}
