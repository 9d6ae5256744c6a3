import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { readParserModules } from '../cli/read-parser-modules.js';
import { loadTemplates } from '../cli/read-templates.js';
import { colouredFunctions } from '../render/html/coloured-script.js';
import { precompileTemplate } from '../render/template-engine.js';
import { checkTemplates } from './check-templates.js';
import { sampleInputs } from './sample-inputs.js';

/** What is otherwise in the single file than in the compiled program. */
export interface Replacements {
  /** Text of the module that takes the place of another, by the path of the other below `dist/`. */
  readonly modules: Readonly<Record<string, string>>;
  /** Values that these modules import by name, from `data:NAME`: V8 need not read them as code. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * What is otherwise in the single file: templates, examples and the parser of bash are part of it, the templates
 * checked and compiled, so that it neither reads them from disk nor holds the compiler; and digests are made by Node.js,
 * which is there.
 *
 * @param examples folder of the parameter files for `init --example`.
 * @throws TemplateError when a template is wrong.
 */
export function replacements(examples: string): Replacements {
  const templates = loadTemplates();
  checkTemplates(templates);
  const functions = sampleInputs(templates).flatMap(({ script }) => colouredFunctions(script));
  const plain = Object.entries(templates).filter(([file]) => !file.endsWith('.hbs'));
  return {
    modules: modulesFor(templates, examples),
    data: { templates: Object.fromEntries(plain), colours: [...new Map(functions)] },
  };
}

function modulesFor(templates: Readonly<Record<string, string>>, examples: string) {
  return {
    'cli/read-templates.js': templatesModule(templates),
    'cli/examples.js': examplesModule(examples),
    'render/html/known-colours.js': `import colours from 'data:colours';
      export const knownColours = new Map(colours);`,
    'cli/read-parser-modules.js': parserModule(),
    'cli/program-location.js': 'export const programLocation = process.argv[1];',
    'render/template-check.js': 'export const checkTemplate = () => [];',
    'render/template-engine.js': `export function compileTemplate() { throw new Error('templates are compiled here'); }`,
    'render/digest.js': `import { createHash } from 'node:crypto';
      export const digestOf = (content) => createHash('sha256').update(content).digest('hex');`,
  };
}

function templatesModule(texts: Readonly<Record<string, string>>): string {
  const entries = Object.entries(texts)
    .filter(([file]) => file.endsWith('.hbs'))
    .map(([file, text]) => `${JSON.stringify(file)}: ${compiled(text)}`);
  return `import Handlebars from 'handlebars/runtime';
    import plain from 'data:templates';
    import { addHelpers } from '../render/template-helpers.js';
    const engine = Handlebars.create();
    addHelpers(engine);
    const templates = { ...plain, ${entries.join(',\n')} };
    export const loadTemplates = () => templates;`;
}

function compiled(text: string): string {
  return `engine.template(${precompileTemplate(text)})`;
}

function examplesModule(folder: string): string {
  const files = readdirSync(folder).sort();
  const texts = files.map((file) => [file.replace(/\.yaml$/u, ''), readFileSync(join(folder, file), 'utf8')]);
  return `const examples = ${JSON.stringify(Object.fromEntries(texts))};
    export const exampleNames = async () => Object.keys(examples);
    export const readExample = async (name) => examples[name];`;
}

/** Compressed to a tenth: each start of the program reads over it. */
function parserModule(): string {
  const modules = Object.entries(readParserModules()).map(
    ([name, bytes]) => `${name}: unpacked('${brotliCompressSync(bytes).toString('base64')}')`,
  );
  return `import { brotliDecompressSync } from 'node:zlib';
    const unpacked = (text) => brotliDecompressSync(Buffer.from(text, 'base64'));
    export const readParserModules = () => ({ ${modules.join(', ')} });`;
}
