/**
 * ncn-runbook as a library: parameters in, plan and documents out. Nothing here but `loadTemplates` touches disk,
 * clock or environment; a program without a disk brings the templates with it.
 */
export { type Bundle, bundleOf, bundleWith, type FurtherDocuments, type TextBundle } from './bundle/bundle.js';
export { type BinaryFile, type BundleFile, bytesOf, type TextFile } from './bundle/bundle-file.js';
export type { DocumentName } from './bundle/documents.js';
export { loadTemplates } from './cli/read-templates.js';
export type { Explanation } from './model/explanation.js';
export { type Parameters, parametersJsonSchema } from './model/parameters.js';
export type { CoveredCommand, KnownValue, Need, Plan, PlannedStep } from './model/plan.js';
export { formatProblem, type Outcome, type Problem } from './model/problem.js';
export { explainStep, stepIds } from './plan/explain.js';
export { type NormalPlan, normalPlanOf } from './plan/normal-plan.js';
export { formatParameters, type ParseOptions, parseParameters } from './plan/parse-parameters.js';
export { planRunbook } from './plan/plan.js';
export { renderBash } from './render/bash.js';
export { digestOf } from './render/digest.js';
export type { Fonts } from './render/fonts.js';
export { planJson } from './render/json.js';
export { renderReview } from './render/markdown.js';
export { UnquotableError } from './render/quote.js';
export type { Renderer, RenderInput } from './render/renderers.js';
export { renderers, renderInput } from './render/renderers.js';
export { TemplateError, type Templates } from './render/template.js';
