import type { Call } from './command.js';
import { isOption, type Word } from './words.js';

/** Options of jq that are followed by a name and a value. */
const pairs = ['--arg', '--argjson', '--slurpfile', '--rawfile'];

/** The filter of a call of jq; undefined where there is none, as with `-f`. */
export function programOf(call: Call): Word | undefined {
  return operandsOf(call)[0];
}

/** The files that a call of jq reads. */
export function filesOf(call: Call): readonly Word[] {
  return operandsOf(call).slice(1);
}

function operandsOf({ operands }: Call): readonly Word[] {
  const before = (index: number): string => operands[index]?.text ?? '';
  const ends = operands.findIndex(({ text }) => text === '--args' || text === '--jsonargs');
  return operands
    .slice(0, ends < 0 ? undefined : ends)
    .filter(
      (word, index) => !isOption(word) && !pairs.includes(before(index - 1)) && !pairs.includes(before(index - 2)),
    );
}
