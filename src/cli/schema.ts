import type { Command } from 'commander';
import type { Io } from './io.js';
import { schemaText } from './write-parameters.js';

/** `schema`: the JSON Schema of the parameter file. */
export function registerSchema(command: Command, io: Io): void {
  command.action(() => io.stdout.write(schemaText()));
}
