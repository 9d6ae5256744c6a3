import type { CoveredCommand, Plan, PlannedStep } from '../model/plan.js';
import { effectLabels } from './effects.js';
import { textTable, wrapped } from './text-table.js';

/** The plan for a terminal: the steps with what they need and give, then what becomes of each documented command. */
export function renderPlanText(plan: Plan): string {
  const { runbook, change, image, csm } = plan.parameters;
  const purpose = change?.title ?? plan.procedure.title;
  const record = change?.id === undefined ? '' : ` (${change.id})`;
  return [
    `${runbook}: ${purpose}${record}`,
    `${plan.procedure.title} for ${image.nodeType} nodes, CSM ${csm}`,
    '',
    ...stepTable(plan.run),
    ...['', 'verify', ''],
    ...stepTable(plan.verify),
    ...['', 'rollback', ''],
    ...stepTable(plan.rollback),
    ...['', 'The commands of the source procedure', ''],
    ...traceTable(plan.coverage),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function stepTable(steps: readonly PlannedStep[]): string[] {
  const heading = ['#', 'STEP', 'EFFECT', 'TITLE', 'NEEDS (FROM)', 'GIVES'];
  return textTable([
    heading,
    ...steps.map((step) => [
      String(step.number),
      step.id,
      effectLabels[step.effect],
      wrapped(step.title, 40),
      needsOf(step),
      step.gives.map(({ name }) => name),
    ]),
  ]);
}

/** One line for each source: the names of the values, and the step or `parameters` that gives them. */
function needsOf({ needs }: PlannedStep): string[] {
  const sources = [...new Set(needs.map(({ from }) => from))];
  return sources.flatMap((source) => {
    const names = needs.filter(({ from }) => from === source).map(({ name }) => name);
    return wrapped(`${names.join(', ')} (${source})`, 50);
  });
}

function traceTable(coverage: readonly CoveredCommand[]): string[] {
  const heading = ['SECTION', 'STEP', 'CARRIED OUT', 'DOCUMENTED COMMAND AND REASON'];
  return textTable([
    heading,
    ...coverage.map(({ section, text, outcome }) => [
      wrapped(section, 30),
      outcome.kind === 'left-out' ? '' : outcome.step,
      wrapped(carriedOut(outcome), 24),
      [text, ...(outcome.kind === 'documented' ? [] : wrapped(outcome.because, 90))],
    ]),
  ]);
}

function carriedOut(outcome: CoveredCommand['outcome']): string {
  if (outcome.kind === 'left-out') return 'left out';
  if (outcome.kind === 'documented') return 'as documented';
  if (outcome.pitfalls.length === 0) return 'hardened';
  return `hardened, pitfall${outcome.pitfalls.length === 1 ? '' : 's'} ${outcome.pitfalls.join(', ')}`;
}
