import { renderTemplate, type Templates } from './template.js';

/** Name of the file of an archive that says how to check it. */
export const archiveReadme = 'README.txt';

/**
 * What that file says, in four lines.
 *
 * @param digest SHA-256 of runbook.sh.
 * @throws TemplateError
 */
export function renderArchiveReadme(runbook: string, digest: string, templates: Templates): string {
  const scope = { places: [], flags: [], lists: [], texts: ['runbook', 'digest'] };
  return renderTemplate(templates, `${archiveReadme}.hbs`, { ...scope, data: { runbook, digest } });
}
