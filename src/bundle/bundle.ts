import type { Parameters } from '../model/parameters.js';
import type { Plan } from '../model/plan.js';
import type { Outcome } from '../model/problem.js';
import { type NormalPlan, normalPlanOf, parametersFile } from '../plan/normal-plan.js';
import { renderers, renderInput } from '../render/renderers.js';
import type { Templates } from '../render/template.js';
import { type BundleFile, bundleFile } from './bundle-file.js';
import { checksumsOf } from './checksums.js';
import { manifestOf } from './manifest.js';

/** A runbook with its documents, in memory. */
export interface Bundle {
  /** Name of the runbook, and of the folder that the bundle belongs in. */
  readonly runbook: string;
  readonly plan: Plan;
  /** In the order of SHA256SUMS, which is the last. */
  readonly files: readonly BundleFile[];
}

/**
 * Makes the bundle of a runbook; the same parameters give the same bytes.
 *
 * @returns the bundle, or what is wrong with the parameters.
 * @throws TemplateError, UnquotableError
 */
export function bundleOf(parameters: Parameters, templates: Templates): Outcome<Bundle> {
  const planned = normalPlanOf(parameters);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  const files = filesOf(planned.value, templates);
  return { ok: true, value: { runbook: plan.parameters.runbook, plan, files }, warnings: planned.warnings };
}

function filesOf({ plan, parameters }: NormalPlan, templates: Templates): BundleFile[] {
  const source = bundleFile(parametersFile, parameters);
  const input = renderInput(plan, templates, source.digest);
  const rendered = renderers.map(({ file, executable, render }) => bundleFile(file, render(input), executable));
  const documents = [...rendered, source];
  const listed = [...documents, bundleFile('manifest.json', manifestOf(input, documents))];
  return [...listed, bundleFile('SHA256SUMS', checksumsOf(listed))];
}
