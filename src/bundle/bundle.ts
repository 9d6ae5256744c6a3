import type { Parameters } from '../model/parameters.js';
import type { Plan } from '../model/plan.js';
import type { Outcome } from '../model/problem.js';
import { type NormalPlan, normalPlanOf, parametersFile } from '../plan/normal-plan.js';
import { renderBash } from '../render/bash.js';
import { digestOf } from '../render/digest.js';
import { renderers } from '../render/renderers.js';
import type { Templates } from '../render/template.js';
import type { BundleFile } from './bundle-file.js';
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
  const parameterDigest = digestOf(parameters);
  const script = renderBash(plan, templates, parameterDigest);
  const input = { plan, templates, script, parameterDigest };
  const documents: BundleFile[] = [
    ...renderers.map(({ file, executable, render }) => ({ name: file, text: render(input), executable })),
    { name: parametersFile, text: parameters, executable: false },
  ];
  const manifest = { name: 'manifest.json', text: manifestOf(input, documents), executable: false };
  const listed = [...documents, manifest];
  return [...listed, { name: 'SHA256SUMS', text: checksumsOf(listed), executable: false }];
}
