import type { Parameters } from '../model/parameters.js';
import type { Outcome } from '../model/problem.js';
import { parseParameters } from '../plan/parse-parameters.js';
import type { Io } from './io.js';
import { readText } from './read-text.js';

/** Reads and checks a parameter file, or stdin for `-`. */
export async function loadParameters(io: Io, file: string, set: readonly string[] = []): Promise<Outcome<Parameters>> {
  const text = await readText(io, file);
  return text.ok ? parseParameters(text.value, { file, set }) : text;
}
