import { join } from 'node:path';
import type { Bundle } from '../bundle/bundle.js';
import { quoteWord } from '../render/quote.js';

/** What was written and how to go on. */
export function adviceAfterWriting(folder: string, { files }: Bundle): string {
  const digest = files.find(({ executable }) => executable)?.digest ?? '';
  const file = (name: string) => shellWord(join(folder, name));
  const lines = [
    `Wrote ${shellWord(folder)}: ${files.map(({ name }) => name).join(', ')}`,
    `  review    ${file('review.md')}`,
    `  plan      bash ${file('runbook.sh')}   (touches nothing)`,
    `  rehearse  ncn-runbook rehearse ${shellWord(folder)}`,
    `  sha256    ${digest}  runbook.sh`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** A path for a command line; one that no terminal can show is only described. */
function shellWord(path: string): string {
  try {
    return quoteWord(path);
  } catch {
    return JSON.stringify(path);
  }
}
