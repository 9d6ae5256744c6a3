import Handlebars from 'handlebars';
import { addHelpers, compilation } from './template-helpers.js';

/** A template made ready: data in, text out. */
export type CompiledTemplate = (data: object) => string;

/** An engine of our own, so that nobody else's helpers are in it. */
const engine = Handlebars.create();
addHelpers(engine);

/** Compiled templates by their text: many runbooks are made of the same few. */
const cache = new Map<string, CompiledTemplate>();

/** Compiles a template that was checked before. */
export function compileTemplate(text: string): CompiledTemplate {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const template: CompiledTemplate = engine.compile(text, compilation);
  cache.set(text, template);
  return template;
}

/** The same as JavaScript source: what `template` of the runtime of Handlebars makes a template of. */
export function precompileTemplate(text: string): string {
  return String(engine.precompile(text, compilation));
}
