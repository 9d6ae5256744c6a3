import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ParserModules } from '../lint/parser.js';

const grammar = new URL('../../src/lint/grammar/tree-sitter-bash.wasm', import.meta.url);

/** Reads the modules that come with the program. In the single file, they are part of it. */
export function readParserModules(): ParserModules {
  const runtime = createRequire(import.meta.url).resolve('web-tree-sitter/web-tree-sitter.wasm');
  return { runtime: readFileSync(runtime), grammar: readFileSync(grammar) };
}
