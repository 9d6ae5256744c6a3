import { loadParser } from '../../../src/cli/bash-parser.js';
import type { Finding } from '../../../src/lint/finding.js';
import { lintTree } from '../../../src/lint/lint.js';

export const parse = await loadParser();

/** What the rules find in a script. */
export function lint(script: string): readonly Finding[] {
  return lintTree(parse(script), 'script.sh');
}

/** The codes of what they find, in the order of the text. */
export function codes(script: string): string[] {
  return lint(script).map(({ code }) => code);
}
