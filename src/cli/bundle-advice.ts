import { join } from 'node:path';
import { quoteWord } from '../render/quote.js';
import type { WrittenBundle } from './write-bundles.js';

/** What was written and how to go on. */
export function adviceAfterWriting({ folder, names, scriptDigest }: WrittenBundle): string {
  const file = (name: string) => shellWord(join(folder, name));
  const lines = [
    `Wrote ${shellWord(folder)}: ${names.join(', ')}`,
    `  review    ${file(names.includes('review.html') ? 'review.html' : 'review.md')}`,
    `  plan      bash ${file('runbook.sh')}   (touches nothing)`,
    `  rehearse  ncn-runbook rehearse ${shellWord(folder)}`,
    `  sha256    ${scriptDigest}  runbook.sh`,
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
