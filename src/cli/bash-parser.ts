import { setFlagsFromString } from 'node:v8';
import { createParser, type Parse } from '../lint/parser.js';
import { readParserModules } from './read-parser-modules.js';

/** The parser of bash, from the files that come with the program. */
export async function loadParser(): Promise<Parse> {
  // Otherwise the process waits at its end for code to be optimized that nobody runs any more.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  return createParser(readParserModules());
}
