import { createRequire } from 'node:module';
import { basename, relative } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import type { Replacements } from './replacements.js';

/**
 * Each part of the program, by the name that other parts require it by: minified CommonJS text, or where the name begins
 * with `data:`, JSON.
 */
export type Parts = Readonly<Record<string, string>>;

/** The part that the program starts with. */
export const mainPart = './main.js';

/**
 * Cuts the compiled program and its libraries into parts: what a command needs is apart from what it does not need,
 * so that it loads no more than that. All text is ASCII.
 *
 * @param dist folder of the compiled program, with `/` at its end.
 */
export async function bundleParts(dist: string, { modules, data }: Replacements): Promise<Parts> {
  const { outputFiles } = await build({
    entryPoints: [`${dist}cli/main.js`],
    outdir: dist,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm', // the only one that esbuild splits
    minify: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'warning',
    // Of these, pdfmake and fontkit are megabytes that only a PDF needs: taken from beside the file, where it is installed.
    external: ['data:*', 'pdfmake', 'fontkit'],
    // The form of the library that does not ask where it is; it is given the modules that it would find there.
    alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    define: { __dirname: '""' },
    plugins: [withoutPrograms, replace(dist, modules)],
  });
  const parts = outputFiles.map(async ({ path, text }) => [`./${basename(path)}`, await asCommonJs(text)]);
  const values = Object.entries(data).map(([name, value]) => [`data:${name}`, asciiJson(value)]);
  return Object.fromEntries([...(await Promise.all(parts)), ...values]);
}

function asciiJson(value: unknown): string {
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escaped);
}

async function asCommonJs(text: string): Promise<string> {
  // A file that a module finds beside itself is not beside the single file.
  if (text.includes('import.meta')) throw new Error('a part of the single file looks for files beside itself');
  const { code } = await transform(text.replace(/^#!.*\n/u, ''), {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    minify: true,
    logLevel: 'warning',
  });
  return code;
}

/** commander can start other programs, which takes a while to load, and which this program does not do. */
const withoutPrograms: Plugin = {
  name: 'without-programs',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/commander/') ? { path: 'none', namespace: 'without-programs' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'without-programs' }, () => ({ contents: 'module.exports = {};' }));
  },
};

function replace(dist: string, texts: Replacements['modules']): Plugin {
  return {
    name: 'replace',
    setup({ onLoad }) {
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        const contents = texts[relative(dist, path).replaceAll('\\', '/')];
        return contents === undefined ? undefined : { contents, loader: 'js' };
      });
    },
  };
}
