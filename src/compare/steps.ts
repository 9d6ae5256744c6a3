import { diffArrays } from 'diff';
import { type ScriptStep, stepIn, stepsOfScript, unnumbered } from '../render/script-steps.js';
import type { ComparedStep, Side } from './side.js';

/** How a step differs. */
export interface StepChange {
  readonly step: string;
  /** Which part of the runbook it is in. */
  readonly part: Part;
  readonly change: 'added' | 'removed' | 'moved' | 'rewritten';
  /** What it does to the system, or did. */
  readonly effect: string;
  /** Commands that alter the system and are in one side only; those of rewritten, added and removed steps. */
  readonly commands: { readonly removed: readonly string[]; readonly added: readonly string[] };
}

/** A step that does something else to the system; undefined where the step is not there. */
export interface EffectChange {
  readonly step: string;
  readonly part: Part;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const parts = ['run', 'verify', 'rollback'] as const;
type Part = (typeof parts)[number];

/** The steps that differ: those that are there no more, new ones, those in another place, those with another text. */
export function changedSteps(from: Side, to: Side): StepChange[] {
  const [before, after] = [stepsOfScript(from.script), stepsOfScript(to.script)];
  return parts.flatMap((part) => {
    const [old, now] = [from.plan[part], to.plan[part]];
    const moved = movedIds(old, now);
    const changeOf = (step: ComparedStep, change: StepChange['change']): StepChange => {
      const [left, right] = [alterationsIn(stepIn(before, step.id)), alterationsIn(stepIn(after, step.id))];
      const commands = { removed: without(left, right), added: without(right, left) };
      return { step: step.id, part, change, effect: step.effect, commands };
    };
    return [
      ...old.filter(({ id }) => !has(now, id)).map((step) => changeOf(step, 'removed')),
      ...now.flatMap((step) => {
        if (!has(old, step.id)) return [changeOf(step, 'added')];
        const isMoved = moved.includes(step.id) ? [changeOf(step, 'moved')] : [];
        const isSame = textOf(stepIn(before, step.id)) === textOf(stepIn(after, step.id));
        return isSame ? isMoved : [...isMoved, changeOf(step, 'rewritten')];
      }),
    ];
  });
}

/** The steps whose effect differs, those first that let disks be wiped now. */
export function changedEffects(from: Side, to: Side): EffectChange[] {
  const changes = parts.flatMap((part) => {
    const ids = new Set([...from.plan[part], ...to.plan[part]].map(({ id }) => id));
    const effectIn = (side: Side, wanted: string) => side.plan[part].find(({ id }) => id === wanted)?.effect;
    return [...ids].map((step) => ({ step, part, from: effectIn(from, step), to: effectIn(to, step) }));
  });
  return changes
    .filter((change) => change.from !== change.to && weight(change) > 0)
    .sort((left, right) => weight(right) - weight(left));
}

const rank = ['reads', 'creates', 'changes', 'wipes'];

/** What is new weighs more than what is there no more; an effect that this version does not know weighs most. */
function weight({ from, to }: EffectChange): number {
  const rankOf = (effect: string | undefined) =>
    effect === undefined ? 0 : rank.includes(effect) ? rank.indexOf(effect) : rank.length;
  return 2 * rankOf(to) + rankOf(from);
}

function has(steps: readonly ComparedStep[], wanted: string): boolean {
  return steps.some(({ id }) => id === wanted);
}

/** The fewest steps that must be moved to get from one order to the other. */
function movedIds(from: readonly ComparedStep[], to: readonly ComparedStep[]): string[] {
  const old = from.map(({ id }) => id).filter((id) => has(to, id));
  const now = to.map(({ id }) => id).filter((id) => has(from, id));
  return diffArrays(old, now).flatMap(({ added, value }) => (added ? value : []));
}

/** The text of a step without its headline, which counts the steps. */
function textOf({ lines }: ScriptStep): string {
  return lines
    .slice(1)
    .map(({ text }) => text)
    .join('\n')
    .trimEnd();
}

function alterationsIn({ commands }: ScriptStep): string[] {
  const altering = commands.filter(({ alters }) => alters);
  return altering.map((command) =>
    unnumbered(command)
      .map((line) => line.replace(/^! /, '').replace(/ *\\$/, '').trim())
      .join(' '),
  );
}

function without(list: readonly string[], other: readonly string[]): string[] {
  return list.filter((item) => !other.includes(item));
}
