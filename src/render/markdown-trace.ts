import type { CoveredCommand, Plan } from '../model/plan.js';
import { code, codeInTable, inlineText, prose } from './markdown-escape.js';

/** How a documented command is carried out, as the traces of steps and the coverage of a plan say it. */
type Carried =
  | { readonly as: 'documented' }
  | { readonly as: 'hardened'; readonly because: string; readonly pitfalls: readonly number[] };

/** `as documented`, or the reason for hardening with the numbers of the pitfalls. */
export function howCarriedOut(carried: Carried): string {
  if (carried.as === 'documented') return 'as documented';
  return `**hardened**: ${prose(carried.because)}${pitfallText(carried.pitfalls)}`;
}

/** ` (pitfalls 1, 2)`; nothing when there are none. */
export function pitfallText(pitfalls: readonly number[]): string {
  if (pitfalls.length === 0) return '';
  return ` (pitfall${pitfalls.length === 1 ? '' : 's'} ${pitfalls.join(', ')})`;
}

/** The table of the documented commands. */
export function traceRows(coverage: readonly CoveredCommand[]) {
  return coverage.map(({ section, text, outcome }) => ({
    section: inlineText(section),
    command: codeInTable(text),
    step: outcome.kind === 'left-out' ? '' : code(outcome.step),
    how: outcomeText(outcome),
  }));
}

function outcomeText(outcome: CoveredCommand['outcome']): string {
  if (outcome.kind === 'left-out') return `*left out*: ${prose(outcome.because)}`;
  return howCarriedOut(outcome.kind === 'documented' ? { as: 'documented' } : { ...outcome, as: 'hardened' });
}

/** Everything that the steps do otherwise than the source procedure. */
export function deviationsOf({ run, verify, rollback }: Plan): string[] {
  const steps = [...run, ...verify, ...rollback];
  return steps.flatMap(({ id, differs }) => differs.map((text) => `${code(id)}: ${prose(text)}`));
}
