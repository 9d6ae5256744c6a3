import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { checkTemplate, type TemplateScope } from './template-check.js';
import { type CompiledTemplate, compileTemplate } from './template-engine.js';

/**
 * Every template by its path below `templates/`: its text, which is checked and compiled when it is rendered, or what
 * was made of it before, after the same check. Parts of the runtime are always text.
 */
export type Templates = Readonly<Record<string, string | CompiledTemplate>>;

/** Thrown when templates or definitions are wrong; the problems name file, line and column. */
export class TemplateError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ file, line, column, found }) => `${file}:${line}:${column}: ${found}`).join('\n'));
    this.name = 'TemplateError';
    this.problems = problems;
  }
}

/** What a template is rendered with: the scope it is checked against, and the data. */
export interface TemplateInput extends TemplateScope {
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Renders one template after checking each of its expressions. Nothing is escaped here: what goes into a script
 * was quoted before, what goes into a document was escaped for it.
 *
 * @throws TemplateError when the template is missing, does not parse, or names what is not declared.
 */
export function renderTemplate(templates: Templates, file: string, input: TemplateInput): string {
  const template = templates[file];
  if (template === undefined) throw new TemplateError([missingTemplate(file)]);
  if (typeof template !== 'string') return template(input.data);
  const problems = checkTemplate(file, template, input);
  if (problems.length > 0) throw new TemplateError(problems);
  return compileTemplate(template)(input.data);
}

/** A template, or a part of the runtime, that is not there. */
export function missingTemplate(file: string): Problem {
  const place = { file: `templates/${file}`, line: 1, column: 1 };
  const remedy = 'Each step needs a template of its own name, and the runtime all its parts.';
  return problem('templateMissing', place, { path: '', expected: 'a template', found: 'no such file', remedy });
}
