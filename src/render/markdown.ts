import type { KnownValue, Plan, PlannedStep } from '../model/plan.js';
import { effectLabels } from './effects.js';
import { code, codeBlock, codeInTable, inlineText, prose } from './markdown-escape.js';
import { warningLines } from './markdown-problems.js';
import { anchorOf, detailsOf, needsText, stepHeading } from './markdown-steps.js';
import { cautionsOf, lookUpOf, targetsOf, wipeSentence } from './markdown-targets.js';
import { deviationsOf, traceRows } from './markdown-trace.js';
import { flowOf } from './mermaid.js';
import type { RenderInput } from './renderers.js';
import { commandsIn, listing, stepsOfScript } from './script-steps.js';
import { renderTemplate } from './template.js';

/**
 * review.md: what a reviewer reads before approving the script.
 *
 * @throws TemplateError
 */
export function renderReview(input: RenderInput): string {
  const { plan, templates, parameterDigest, runtimeDigest, scriptDigest } = input;
  const digests = [
    { what: '`runbook.sh`', digest: scriptDigest },
    { what: 'its runtime, the same in every runbook of this version', digest: runtimeDigest },
    { what: '`params.yaml`, the input', digest: parameterDigest },
  ];
  const data = { ...textsOf(plan), scriptDigest, digests, ...listsOf(plan), ...quotationsOf(input) };
  return renderTemplate(templates, 'review.md.hbs', {
    places: [],
    flags: [],
    lists: [...Object.entries(data).flatMap(([name, value]) => (Array.isArray(value) ? [name] : [])), 'lines'],
    texts: Object.entries(data).flatMap(([name, value]) => (typeof value === 'string' ? [name] : [])),
    data,
  });
}

function textsOf(plan: Plan) {
  const { name, version } = plan.generator;
  return {
    title: `Review of ${code(plan.parameters.runbook)}`,
    wipe: wipeSentence(plan),
    summary: summaryOf(plan.run),
    source: `The source procedure is ${inlineText(plan.procedure.source)}. These are all deviations from it.`,
    generator: inlineText(`${name} ${version}`),
  };
}

function listsOf(plan: Plan) {
  const { image, csm } = plan.parameters;
  return {
    subtitle: [`${inlineText(plan.procedure.title)} for ${image.nodeType} nodes, CSM ${inlineText(csm)}`],
    cautions: cautionsOf(plan),
    warnings: plan.warnings.map((warning) => ({ lines: warningLines(warning) })),
    change: changeRows(plan),
    targets: targetsOf(plan),
    lookUp: lookUpOf(plan),
    values: plan.values.map((value) => ({ name: value.name, value: valueText(value), what: inlineText(value.what) })),
    flow: flowOf(plan.run),
    steps: plan.run.map(stepRow),
    backOuts: backOutsOf(plan),
    deviations: deviationsOf(plan),
    trace: traceRows(plan.coverage),
  };
}

function quotationsOf(input: RenderInput) {
  const { run, verify, rollback } = input.plan;
  const lines = stepsOfScript(input.script);
  const alterations = [...run, ...rollback].flatMap(({ id }) => {
    const commands = commandsIn(lines.get(id) ?? []).filter(({ alters }) => alters);
    return commands.length === 0 ? [] : [`  ${id}`, ...listing(commands)];
  });
  return {
    alterations: codeBlock('diff', alterations),
    details: detailsOf('Step', run, input, lines),
    verify: detailsOf('Verify', verify, input, lines),
    rollback: detailsOf('Roll back', rollback, input, lines),
  };
}

/** Such as `16 steps: 11 only read, 4 create records, 1 can let disks be wiped.` */
function summaryOf(steps: readonly PlannedStep[]): string {
  const counts = [
    { effect: 'reads', one: 'only reads', many: 'only read' },
    { effect: 'creates', one: 'creates records', many: 'create records' },
    { effect: 'changes', one: 'alters what is there', many: 'alter what is there' },
    { effect: 'wipes', one: '**can let disks be wiped**', many: '**can let disks be wiped**' },
  ].map(({ effect, one, many }) => ({ count: steps.filter((step) => step.effect === effect).length, one, many }));
  const present = counts.filter(({ count }) => count > 0);
  return `${steps.length} steps: ${present.map(({ count, one, many }) => `${count} ${count === 1 ? one : many}`).join(', ')}.`;
}

function changeRows({ parameters: { change } }: Plan): { what: string; text: string }[] {
  const window = change?.window;
  const none = '*not given*';
  return [
    { what: 'Purpose', text: change?.title === undefined ? none : inlineText(change.title) },
    { what: 'Change record', text: change?.id === undefined ? none : inlineText(change.id) },
    {
      what: 'Window',
      text: window === undefined ? none : `${codeInTable(window.start)} to ${codeInTable(window.end)}`,
    },
  ];
}

function valueText({ value }: KnownValue): string {
  const words = typeof value === 'string' ? [value] : value;
  return words.map((word) => (word === '' ? '*empty*' : codeInTable(word))).join(', ');
}

function stepRow(step: PlannedStep) {
  return {
    number: step.number,
    id: inlineText(step.id),
    anchor: anchorOf(stepHeading('Step', step)),
    title: inlineText(step.title),
    effect: step.effect === 'reads' ? effectLabels.reads : `**${effectLabels[step.effect]}**`,
    services: step.services.length === 0 ? 'none' : inlineText(step.services.join(', ')),
    needs: needsText(step),
    gives: step.gives.map(({ name }) => code(name)).join(', '),
  };
}

function backOutsOf({ run }: Plan): string[] {
  const altering = run.filter(({ effect }) => effect !== 'reads');
  return altering.map(({ id, backOut }) => `${code(id)}: ${prose(backOut)}`);
}
