import type { Plan } from '../model/plan.js';
import { renderBash } from './bash.js';
import { digestOf } from './digest.js';
import { planJson } from './json.js';
import { renderReview } from './markdown.js';
import { runtimeOf } from './runtime.js';
import { type ScriptSteps, stepsOfScript } from './script-steps.js';
import type { Templates } from './template.js';

/** All that a renderer may read. */
export interface RenderInput {
  readonly plan: Plan;
  readonly templates: Templates;
  /** The finished runbook.sh, which documents quote and sum. */
  readonly script: string;
  /** What stands where in it. */
  readonly steps: ScriptSteps;
  /** SHA-256 of params.yaml. */
  readonly parameterDigest: string;
  /** SHA-256 of runbook.sh. */
  readonly scriptDigest: string;
  /** SHA-256 of the runtime in it. */
  readonly runtimeDigest: string;
}

/**
 * Renders the script, and with it the input of all renderers.
 *
 * @param parameterDigest SHA-256 of params.yaml.
 * @throws TemplateError, UnquotableError
 */
export function renderInput(plan: Plan, templates: Templates, parameterDigest: string): RenderInput {
  const script = renderBash(plan, templates, parameterDigest);
  const runtimeDigest = digestOf(runtimeOf(templates));
  const steps = stepsOfScript(script);
  return { plan, templates, script, steps, parameterDigest, scriptDigest: digestOf(script), runtimeDigest };
}

/** One file of the bundle that is made from the plan. */
export interface Renderer {
  /** Its name in the bundle. */
  readonly file: string;
  readonly executable: boolean;
  /** @throws TemplateError, UnquotableError */
  readonly render: (input: RenderInput) => string;
}

/** The output formats, in the order in which the bundle lists them. To add one, add an entry. */
export const renderers: readonly Renderer[] = [
  { file: 'runbook.sh', executable: true, render: ({ script }) => script },
  { file: 'review.md', executable: false, render: renderReview },
  { file: 'plan.json', executable: false, render: ({ plan }) => planJson(plan) },
];
