import type { Plan, PlannedStep } from '../model/plan.js';
import { codeBlock, inlineText, prose } from './markdown-escape.js';
import { markdownOf } from './markdown-rich.js';
import type { RenderInput } from './renderers.js';
import { listing, type ScriptStep, stepIn } from './script-steps.js';
import { effectText, givesOf, needsOf, tracesOf } from './step-words.js';
import { renderTemplate } from './template.js';

/** The heading of a step, such as `Step 2: identify-image`; its anchor is made of it. */
export function stepHeading(list: string, { number, id }: PlannedStep): string {
  return `${list} ${number}: ${id}`;
}

/** The anchor that GitHub, GitLab and Gitea give a heading of letters, digits, blanks, hyphens and colons. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(':', '').replaceAll(' ', '-');
}

/** A section for each step of a list: why, effect, values, back-out, deviations, documented commands, commands. */
export function detailsOf(
  list: string,
  steps: readonly PlannedStep[],
  { plan, templates, steps: script }: RenderInput,
): string {
  return renderTemplate(templates, 'review-steps.md.hbs', {
    places: [],
    flags: [],
    lists: ['steps', 'facts', 'lists', 'items', 'commands'],
    texts: [],
    data: {
      steps: steps.map((step) => ({
        heading: stepHeading(list, step),
        ...stepData(step, plan),
        commands: commandBlock(stepIn(script, step.id)),
      })),
    },
  }).trimEnd();
}

function stepData(step: PlannedStep, plan: Plan) {
  return {
    title: inlineText(step.title),
    why: prose(step.why),
    effect: markdownOf(effectText(step)),
    section: inlineText(step.section),
    facts: [
      ...(step.needs.length === 0 ? [] : [`Needs: ${markdownOf(needsOf(step))}`]),
      ...(step.gives.length === 0 ? [] : [`Gives: ${markdownOf(givesOf(step))}`]),
    ],
    backOut: prose(step.backOut),
    lists: [
      { title: 'Differs from the source', items: step.differs.map(prose) },
      { title: 'Carries out', items: tracesOf(step, plan.coverage).map(markdownOf) },
    ].filter(({ items }) => items.length > 0),
  };
}

function commandBlock({ lines, commands }: ScriptStep): string[] {
  const [first, last] = [lines[0]?.number, lines.findLast(({ text }) => text !== '')?.number];
  const where = `Lines ${first} to ${last} of \`runbook.sh\``;
  if (commands.length === 0) return [`${where}; no command in them reaches the system.`];
  return [`${where}:`, '', ...codeBlock('diff', listing(commands))];
}
