import { readEvidence } from '../evidence/read-evidence.js';
import { renderArchiveReadme } from '../render/archive-readme.js';
import { renderEvidence } from '../render/evidence.js';
import { renderEvidenceHtml } from '../render/evidence-html/evidence-html.js';
import { renderReviewHtml } from '../render/html/review-html.js';
import { renderers } from '../render/renderers.js';
import type { Templates } from '../render/template.js';
import { sampleInputs } from './sample-inputs.js';

/**
 * Renders every template in every variant that steps have, which checks each of its expressions.
 *
 * @throws TemplateError with file, line and column; Error for a template that nothing renders, as it is not checked.
 */
export function checkTemplates(texts: Readonly<Record<string, string>>): void {
  const used = new Set<string>();
  const templates: Templates = new Proxy(texts, {
    get: (all, file) => {
      used.add(String(file));
      return typeof file === 'string' ? all[file] : undefined;
    },
  });
  renderSamples(templates);
  const unused = Object.keys(texts).filter((file) => !used.has(file));
  if (unused.length > 0) throw new Error(`nothing renders these templates: ${unused.join(', ')}`);
}

function renderSamples(templates: Templates): void {
  for (const input of sampleInputs(templates)) {
    for (const { render } of renderers) render(input);
    renderReviewHtml(input);
  }
  renderArchiveReadme('', '', templates);
  const evidence = new Uint8Array();
  for (const render of [renderEvidence, renderEvidenceHtml]) {
    render(readEvidence(evidence, undefined), { evidence, done: {}, nodes: {}, values: {} }, templates);
  }
}
