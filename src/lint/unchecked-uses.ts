import type { Assignment } from './assignments.js';
import type { Script } from './script.js';
import { enclosing, type SyntaxNode } from './syntax.js';
import type { CallEffect } from './system-call.js';
import { uncheckedSources } from './values.js';
import { nameIn, type Word } from './words.js';

/** A word of a call with a value that nothing looked at since the system gave it. */
export interface UncheckedUse {
  readonly word: Word;
  readonly name: string;
  readonly source: Assignment;
}

/** Such words of each call of the system with that effect, the first for each variable. */
export function uncheckedUses(script: Script, effect: CallEffect): readonly UncheckedUse[] {
  return script.systemCalls
    .filter((call) => call.effect === effect)
    .flatMap((call) => firstOfEach(call.operands.flatMap((word) => usesIn(script, word))));
}

function firstOfEach(uses: readonly UncheckedUse[]): UncheckedUse[] {
  return uses.filter(({ name }, index) => uses.findIndex((other) => other.name === name) === index);
}

function usesIn(script: Script, word: Word): UncheckedUse[] {
  return word.variables.flatMap((name) =>
    uncheckedSources(script, name, word.node).map((source) => ({ word, name, source })),
  );
}

/** The assignments whose value is used somewhere before anything looked at it, directly or by way of others. */
export function openSources(script: Script): ReadonlySet<SyntaxNode> {
  const uses = script.expansions.filter((use) => enclosing(use, 'variable_assignment') === undefined);
  const sources = uses.flatMap((use) => uncheckedSources(script, nameIn(use) ?? '', use));
  return new Set(sources.map(({ node }) => node));
}
