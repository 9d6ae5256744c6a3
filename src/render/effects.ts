import type { Effect } from '../model/step.js';

/** What a step does to a service, as in "creates in IMS". */
export const effectWords: Readonly<Record<Effect, string>> = {
  reads: 'reads',
  creates: 'creates in',
  changes: 'changes',
  wipes: 'changes, and disks can be wiped:',
};

/** The short form for tables. */
export const effectLabels: Readonly<Record<Effect, string>> = {
  reads: 'reads',
  creates: 'creates',
  changes: 'changes',
  wipes: 'can wipe',
};

/** The risk of a step with that effect, in a sentence. */
export const effectRisks: Readonly<Record<Effect, string>> = {
  reads: 'It alters nothing on the system.',
  creates: 'It adds records to the system; no node behaves differently because of them.',
  changes: 'It alters what is there: what nodes do at their next boot depends on it.',
  wipes: 'It alters what nodes do at their next boot, and the next network boot of these nodes can WIPE THEIR DISKS.',
};
