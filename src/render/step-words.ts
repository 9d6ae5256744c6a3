import type { CoveredCommand, PlannedStep } from '../model/plan.js';
import type { Effect } from '../model/step.js';
import { effectRisks, effectWords } from './effects.js';
import { codeOf, joinRich, type Rich, say } from './rich.js';
import { howCarriedOut } from './trace.js';

/** Such as `16 steps: 11 only read, 4 create records, 1 can let disks be wiped.` */
export function summaryOf(steps: readonly PlannedStep[]): Rich {
  const wipes = say`**can let disks be wiped**`;
  const counts: { effect: Effect; one: Rich; many: Rich }[] = [
    { effect: 'reads', one: ['only reads'], many: ['only read'] },
    { effect: 'creates', one: ['creates records'], many: ['create records'] },
    { effect: 'changes', one: ['alters what is there'], many: ['alter what is there'] },
    { effect: 'wipes', one: wipes, many: wipes },
  ];
  const present = counts.flatMap(({ effect, one, many }) => {
    const count = steps.filter((step) => step.effect === effect).length;
    return count === 0 ? [] : [say`${count} ${count === 1 ? one : many}`];
  });
  return say`${steps.length} steps: ${joinRich(present, ', ')}.`;
}

/** What a step does to the system, with the risk of it. */
export function effectText({ effect, services }: PlannedStep): Rich {
  if (services.length === 0) return ['works on this node only'];
  const text = `${effectWords[effect]} ${services.join(', ')}. ${effectRisks[effect]}`;
  return effect === 'reads' ? [text] : say`**${text}**`;
}

/** The values that a step needs, each with where it comes from; those of the parameter file last, together. */
export function needsOf({ needs }: PlannedStep): Rich {
  const sources = [...new Set(needs.map(({ from }) => from))];
  const parts = sources.map((source) => {
    const names = needs.filter(({ from }) => from === source).map(({ name }) => codeOf(name));
    return say`${joinRich(names, ', ')} from ${source}`;
  });
  return joinRich(parts, '; ');
}

/** The values that a step gives, each with what it is. */
export function givesOf({ gives }: PlannedStep): Rich {
  return joinRich(
    gives.map(({ name, what }) => say`${codeOf(name)} (${what})`),
    ', ',
  );
}

/** The documented commands that a step carries out, and how. */
export function tracesOf({ trace }: PlannedStep, coverage: readonly CoveredCommand[]): Rich[] {
  return trace.map((carried) => {
    const text = coverage.find(({ id }) => id === carried.command)?.text ?? carried.command;
    return say`${codeOf(text)}: ${howCarriedOut(carried)}`;
  });
}
