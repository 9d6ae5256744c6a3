import type { Parameters } from '../model/parameters.js';
import type { Plan } from '../model/plan.js';
import type { Outcome } from '../model/problem.js';
import { type NormalPlan, normalPlanOf, parametersFile } from '../plan/normal-plan.js';
import { renderBash } from '../render/bash.js';
import { digestOf } from '../render/digest.js';
import { type RenderInput, renderers, renderInput } from '../render/renderers.js';
import type { Templates } from '../render/template.js';
import { type BundleFile, binaryFile, bundleFile, type TextFile } from './bundle-file.js';
import { checksumsOf } from './checksums.js';
import { type DocumentName, type PdfMaterial, renderDocument } from './documents.js';
import { manifestOf } from './manifest.js';

/** A runbook with its documents, in memory. */
export interface Bundle {
  /** Name of the runbook, and of the folder that the bundle belongs in. */
  readonly runbook: string;
  readonly plan: Plan;
  /** In the order of SHA256SUMS, which is the last. */
  readonly files: readonly BundleFile[];
}

/** A bundle without the documents that it need not have. */
export interface TextBundle extends Bundle {
  readonly files: readonly TextFile[];
}

/**
 * Makes the bundle of a runbook without further documents; the same parameters give the same bytes.
 *
 * @returns the bundle, or what is wrong with the parameters.
 * @throws TemplateError, UnquotableError
 */
export function bundleOf(parameters: Parameters, templates: Templates): Outcome<TextBundle> {
  const planned = normalPlanOf(parameters);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  const { input, source, rendered } = parts(planned.value, templates);
  const files = closed<TextFile>(input, [...rendered, source], bundleFile);
  return { ok: true, value: { runbook: plan.parameters.runbook, plan, files }, warnings: planned.warnings };
}

/** Documents beside the files that each bundle has. They take longer to make than all the rest. */
export interface FurtherDocuments {
  readonly documents: readonly DocumentName[];
  readonly pdf: PdfMaterial;
}

/**
 * The same with further documents.
 *
 * @returns the bundle, or what is wrong with the parameters.
 * @throws TemplateError, UnquotableError, and whatever `fonts` throws
 */
export async function bundleWith(
  parameters: Parameters,
  templates: Templates,
  { documents, pdf }: FurtherDocuments,
): Promise<Outcome<Bundle>> {
  const planned = normalPlanOf(parameters);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  const { input, source, rendered } = parts(planned.value, templates);
  const further: BundleFile[] = [];
  for (const name of documents) {
    const content = await renderDocument(name, input, pdf);
    further.push(typeof content === 'string' ? bundleFile(name, content) : binaryFile(name, content));
  }
  const files = closed<BundleFile>(input, [...rendered, ...further, source], bundleFile);
  return { ok: true, value: { runbook: plan.parameters.runbook, plan, files }, warnings: planned.warnings };
}

/**
 * The runbook.sh of the bundle alone.
 *
 * @returns its text, or what is wrong with the parameters.
 * @throws TemplateError, UnquotableError
 */
export function scriptOf(parameters: Parameters, templates: Templates): Outcome<string> {
  const planned = normalPlanOf(parameters);
  if (!planned.ok) return planned;
  const { plan, parameters: source } = planned.value;
  return { ok: true, value: renderBash(plan, templates, digestOf(source)), warnings: planned.warnings };
}

function parts({ plan, parameters }: NormalPlan, templates: Templates) {
  const source = bundleFile(parametersFile, parameters);
  const input = renderInput(plan, templates, source.digest);
  const rendered = renderers.map(({ file, executable, render }) => bundleFile(file, render(input), executable));
  return { input, source, rendered };
}

/** The files with those that sum them up. */
function closed<File extends BundleFile>(
  input: RenderInput,
  documents: readonly File[],
  fileOf: (name: string, text: string) => File,
): File[] {
  const listed = [...documents, fileOf('manifest.json', manifestOf(input, documents))];
  return [...listed, fileOf('SHA256SUMS', checksumsOf(listed))];
}
