import type { Parameters } from '../model/parameters.js';
import type { Plan } from '../model/plan.js';
import type { Outcome } from '../model/problem.js';
import { formatParameters, parseParameters } from './parse-parameters.js';
import { planRunbook } from './plan.js';

/** Name of the parameter file in its normal form. */
export const parametersFile = 'params.yaml';

/** A plan with the parameter file that it follows from. */
export interface NormalPlan {
  readonly plan: Plan;
  /** params.yaml. */
  readonly parameters: string;
}

/**
 * The plan as it goes into a bundle. All of it follows from the parameters in their normal form: they are written
 * and read back before they are planned, so that warnings name a place in params.yaml and not in the file of the
 * user, whose path has no business in a document.
 */
export function normalPlanOf(parameters: Parameters): Outcome<NormalPlan> {
  const text = formatParameters(parameters);
  const read = parseParameters(text, { file: parametersFile });
  if (!read.ok) return read;
  const planned = planRunbook(read.value, { warnings: read.warnings });
  if (!planned.ok) return planned;
  return { ok: true, value: { plan: planned.value, parameters: text }, warnings: planned.warnings };
}
