import type { CoveredCommand, Plan } from '../model/plan.js';
import { codeOf, proseOf, type Rich, say } from './rich.js';

/** How a documented command is carried out, as the traces of steps and the coverage of a plan say it. */
type Carried =
  | { readonly as: 'documented' }
  | { readonly as: 'hardened'; readonly because: string; readonly pitfalls: readonly number[] };

/** `as documented`, or the reason for hardening with the numbers of the pitfalls. */
export function howCarriedOut(carried: Carried): Rich {
  if (carried.as === 'documented') return ['as documented'];
  return say`**hardened**: ${proseOf(carried.because)}${pitfallText(carried.pitfalls)}`;
}

/** ` (pitfalls 1, 2)`; nothing when there are none. */
export function pitfallText(pitfalls: readonly number[]): string {
  if (pitfalls.length === 0) return '';
  return ` (pitfall${pitfalls.length === 1 ? '' : 's'} ${pitfalls.join(', ')})`;
}

/** A documented command and what becomes of it. */
export interface TraceRow {
  readonly section: string;
  readonly command: string;
  /** Undefined when it is left out. */
  readonly step: string | undefined;
  readonly how: Rich;
}

/** The table of the documented commands. */
export function traceRows(coverage: readonly CoveredCommand[]): TraceRow[] {
  return coverage.map(({ section, text, outcome }) => ({
    section,
    command: text,
    step: outcome.kind === 'left-out' ? undefined : outcome.step,
    how: outcomeText(outcome),
  }));
}

function outcomeText(outcome: CoveredCommand['outcome']): Rich {
  if (outcome.kind === 'left-out') return say`*left out*: ${proseOf(outcome.because)}`;
  return howCarriedOut(outcome.kind === 'documented' ? { as: 'documented' } : { ...outcome, as: 'hardened' });
}

/** Everything that the steps do otherwise than the source procedure. */
export function deviationsOf({ run, verify, rollback }: Plan): Rich[] {
  const steps = [...run, ...verify, ...rollback];
  return steps.flatMap(({ id, differs }) => differs.map((text) => say`${codeOf(id)}: ${proseOf(text)}`));
}
