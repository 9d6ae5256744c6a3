import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parametersJsonSchema } from '../model/parameters.js';

/** Name of the schema that is written beside a parameter file. */
export const schemaName = 'ncn-runbook.schema.json';

/** The JSON Schema of the parameter file, as `schema` prints it. */
export function schemaText(): string {
  return `${JSON.stringify(parametersJsonSchema(), null, 2)}\n`;
}

/**
 * Writes a parameter file and beside it the schema that its first line names, so that editors complete and check it
 * without a network. The schema is of this version of the program: one that is there already is replaced.
 *
 * @returns the files written; rejects with the error of the operating system, also when the file is there and may not
 *   be replaced; nothing is written then.
 */
export async function writeParameters(file: string, text: string, force: boolean): Promise<readonly string[]> {
  const schema = join(dirname(file), schemaName);
  await writeFile(file, `# yaml-language-server: $schema=./${basename(schema)}\n${text}`, { flag: force ? 'w' : 'wx' });
  await writeFile(schema, schemaText());
  return [file, schema];
}
