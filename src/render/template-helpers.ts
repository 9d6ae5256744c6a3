/** What an engine must have so that helpers can be given to it, be it all of Handlebars or only its runtime. */
interface HelperRegistry {
  registerHelper(name: string, helper: (reference: unknown) => string): void;
}

/** How templates are compiled. Nothing is escaped: values were quoted for bash or escaped for Markdown before. */
export const compilation = { noEscape: true, strict: true, knownHelpersOnly: true, knownHelpers: { var: true } };

/** Adds the one helper that templates have, `{{var NAME}}`. */
export function addHelpers(engine: HelperRegistry): void {
  engine.registerHelper('var', (reference) => {
    if (typeof reference !== 'string') throw new TypeError('a template placed a value that is not there');
    return reference;
  });
}
