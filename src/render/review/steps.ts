import type { Plan, PlannedStep } from '../../model/plan.js';
import { proseOf, type Rich, say } from '../rich.js';
import { checksIn } from '../script-checks.js';
import { type ScriptLine, type ScriptSteps, stepIn } from '../script-steps.js';
import { effectText, givesOf, needsOf, tracesOf } from '../step-words.js';
import type { Fact, StepPart } from './document.js';

/** Anchor of a step, such as `step-5` or `roll-back-1`. */
export function stepAnchor(list: string, { number }: PlannedStep): string {
  return `${list.toLowerCase().replaceAll(' ', '-')}-${number}`;
}

/** Anchor of a line of the script. */
export function lineAnchor(line: number): string {
  return `L${line}`;
}

/** `193–225`, leading to the first of these lines; nothing when there are none. */
export function linesLink(lines: readonly ScriptLine[]): Rich {
  const [first, last] = [lines[0]?.number, lines.findLast(({ text }) => text !== '')?.number];
  if (first === undefined || last === undefined) return [];
  return [{ link: [first === last ? `${first}` : `${first}–${last}`], to: lineAnchor(first) }];
}

/** All that a reviewer must know of the steps of a list. */
export function stepParts(list: string, steps: readonly PlannedStep[], plan: Plan, script: ScriptSteps): StepPart[] {
  return steps.map((step) => {
    const { lines, commands } = stepIn(script, step.id);
    const none = commands.length === 0 ? '; no command in them reaches the system' : '';
    return {
      id: stepAnchor(list, step),
      label: `${list} ${step.number}`,
      step,
      why: proseOf(step.why),
      facts: factsOf(step, plan, lines),
      where: say`Lines ${linesLink(lines)} of \`runbook.sh\`${none}`,
      commands,
    };
  });
}

function factsOf(step: PlannedStep, { coverage }: Plan, lines: readonly ScriptLine[]): Fact[] {
  const facts: Fact[] = [
    { what: 'Effect', text: effectText(step) },
    { what: 'Source', text: [step.section] },
    { what: 'Needs', text: needsOf(step) },
    { what: 'Gives', text: givesOf(step) },
    { what: 'Checks', items: checksIn(lines).map(({ number, says }) => say`${linkTo(number)} ${says}`) },
    { what: 'Back-out', text: proseOf(step.backOut) },
    { what: 'Differs from the source', items: step.differs.map(proseOf) },
    { what: 'Carries out', items: tracesOf(step, coverage) },
  ];
  return facts.filter((fact) => ('items' in fact ? fact.items : fact.text).length > 0);
}

function linkTo(line: number): Rich {
  return [{ link: [`${line}`], to: lineAnchor(line) }];
}
