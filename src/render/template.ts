import Handlebars from 'handlebars';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { checkTemplate, type TemplateScope } from './template-check.js';

/** The text of every template, by its path below `templates/`. */
export type Templates = Readonly<Record<string, string>>;

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
  const text = templates[file];
  if (text === undefined) throw new TemplateError([missingTemplate(file)]);
  const problems = checkTemplate(file, text, input);
  if (problems.length > 0) throw new TemplateError(problems);
  return compiled(text)(input.data);
}

/** Compiled templates by their text: many runbooks are made of the same few. */
const cache = new Map<string, HandlebarsTemplateDelegate>();

function compiled(text: string): HandlebarsTemplateDelegate {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const template = engine.compile(text, { noEscape: true, strict: true, knownHelpersOnly: true, knownHelpers });
  cache.set(text, template);
  return template;
}

const knownHelpers = { var: true };

/** An engine of our own, so that nobody else's helpers are in it. */
const engine = Handlebars.create();
engine.registerHelper('var', (reference: unknown) => {
  if (typeof reference !== 'string') throw new TypeError('a template placed a value that is not there');
  return reference;
});

/** A template, or a part of the runtime, that is not there. */
export function missingTemplate(file: string): Problem {
  const place = { file: `templates/${file}`, line: 1, column: 1 };
  const remedy = 'Each step needs a template of its own name, and the runtime all its parts.';
  return problem('templateMissing', place, { path: '', expected: 'a template', found: 'no such file', remedy });
}
