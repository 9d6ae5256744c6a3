import { planRunbook } from '../plan/plan.js';
import { sampleParameters } from '../plan/samples.js';
import { type RenderInput, renderInput } from '../render/renderers.js';
import type { Templates } from '../render/template.js';

/**
 * What renderers read, for parameters that between them take every branch of every step.
 *
 * @throws TemplateError
 */
export function sampleInputs(templates: Templates): RenderInput[] {
  return sampleParameters.map((parameters) => {
    const planned = planRunbook(parameters);
    if (!planned.ok) throw new Error('a sample has no plan');
    return renderInput(planned.value, templates, '');
  });
}
