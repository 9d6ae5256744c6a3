import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { readParserModules } from '../cli/read-parser-modules.js';
import { loadTemplates } from '../cli/read-templates.js';
import { precompileTemplate } from '../render/template-engine.js';
import { checkTemplates } from './check-templates.js';

/** Text of the module that takes the place of another in the single file, by the path of the other below `dist/`. */
export type Replacements = Readonly<Record<string, string>>;

/**
 * What is otherwise in the single file: templates, examples and the parser of bash are part of it, the templates
 * checked and compiled, so that it neither reads them from disk nor holds the compiler; and digests are made by Node.js,
 * which is there.
 *
 * @param examples folder of the parameter files for `init --example`.
 * @throws TemplateError when a template is wrong.
 */
export function replacements(examples: string): Replacements {
  return {
    'cli/read-templates.js': templatesModule(loadTemplates()),
    'cli/examples.js': examplesModule(examples),
    'cli/read-parser-modules.js': parserModule(),
    'cli/program-location.js': 'export const programLocation = process.argv[1];',
    'render/template-check.js': 'export const checkTemplate = () => [];',
    'render/template-engine.js': `export function compileTemplate() { throw new Error('templates are compiled here'); }`,
    'render/digest.js': `import { createHash } from 'node:crypto';
      export const digestOf = (content) => createHash('sha256').update(content).digest('hex');`,
  };
}

function templatesModule(texts: Readonly<Record<string, string>>): string {
  checkTemplates(texts);
  const entries = Object.entries(texts).map(
    ([file, text]) => `${JSON.stringify(file)}: ${file.endsWith('.hbs') ? compiled(text) : JSON.stringify(text)}`,
  );
  return `import Handlebars from 'handlebars/runtime';
    import { addHelpers } from '../render/template-helpers.js';
    const engine = Handlebars.create();
    addHelpers(engine);
    const templates = {${entries.join(',\n')}};
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
