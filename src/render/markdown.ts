import type { Plan, PlannedStep } from '../model/plan.js';
import { effectLabels } from './effects.js';
import { code, codeBlock, inlineText } from './markdown-escape.js';
import { markdownCell, markdownOf } from './markdown-rich.js';
import { anchorOf, detailsOf, stepHeading } from './markdown-steps.js';
import { flowOf } from './mermaid.js';
import type { RenderInput } from './renderers.js';
import { backOutsOf, changeRows, digestsOf, valueText, warningText } from './review-words.js';
import { listing, stepIn } from './script-steps.js';
import { needsOf, summaryOf } from './step-words.js';
import { cautionsOf, lookUpOf, targetsOf, wipeSentence } from './targets.js';
import { renderTemplate } from './template.js';
import { deviationsOf, traceRows } from './trace.js';

/**
 * review.md: what a reviewer reads before approving the script.
 *
 * @throws TemplateError
 */
export function renderReview(input: RenderInput): string {
  const { plan, templates, scriptDigest } = input;
  const digests = digestsOf(input).map(({ what, digest }) => ({ what: markdownOf(what), digest }));
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
    wipe: markdownOf(wipeSentence(plan)),
    summary: markdownOf(summaryOf(plan.run)),
    source: `The source procedure is ${inlineText(plan.procedure.source)}. These are all deviations from it.`,
    generator: inlineText(`${name} ${version}`),
  };
}

function listsOf(plan: Plan) {
  const { image, csm } = plan.parameters;
  return {
    subtitle: [`${inlineText(plan.procedure.title)} for ${image.nodeType} nodes, CSM ${inlineText(csm)}`],
    cautions: cautionsOf(plan).map(markdownOf),
    warnings: plan.warnings.map((warning) => ({ lines: [markdownOf(warningText(warning))] })),
    change: changeRows(plan).map(({ what, text }) => ({ what, text: markdownCell(text) })),
    targets: targetsOf(plan).map(markdownOf),
    lookUp: lookUpOf(plan).map(markdownOf),
    values: plan.values.map((value) => ({
      name: value.name,
      value: markdownCell(valueText(value)),
      what: inlineText(value.what),
    })),
    flow: flowOf(plan.run),
    steps: plan.run.map(stepRow),
    backOuts: backOutsOf(plan).map(markdownOf),
    deviations: deviationsOf(plan).map(markdownOf),
    trace: traceRows(plan.coverage).map(({ section, command, step, how }) => ({
      section: inlineText(section),
      command: markdownCell([{ code: command }]),
      step: step === undefined ? '' : code(step),
      how: markdownOf(how),
    })),
  };
}

function quotationsOf(input: RenderInput) {
  const { run, verify, rollback } = input.plan;
  const alterations = [...run, ...rollback].flatMap(({ id }) => {
    const commands = stepIn(input.steps, id).commands.filter(({ alters }) => alters);
    return commands.length === 0 ? [] : [`  ${id}`, ...listing(commands)];
  });
  return {
    alterations: codeBlock('diff', alterations),
    details: detailsOf('Step', run, input),
    verify: detailsOf('Verify', verify, input),
    rollback: detailsOf('Roll back', rollback, input),
  };
}

function stepRow(step: PlannedStep) {
  return {
    number: step.number,
    id: inlineText(step.id),
    anchor: anchorOf(stepHeading('Step', step)),
    title: inlineText(step.title),
    effect: step.effect === 'reads' ? effectLabels.reads : `**${effectLabels[step.effect]}**`,
    services: step.services.length === 0 ? 'none' : inlineText(step.services.join(', ')),
    needs: markdownOf(needsOf(step)),
    gives: step.gives.map(({ name }) => code(name)).join(', '),
  };
}
