import { createRequire } from 'node:module';
import { basename, relative } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import type { Replacements } from './replacements.js';

/** Minified CommonJS text of each part of the program, by the name that other parts require it by. */
export type Parts = Readonly<Record<string, string>>;

/** The part that the program starts with. */
export const mainPart = './main.js';

/**
 * Cuts the compiled program and its libraries into parts: what a command needs is apart from what it does not need,
 * so that it loads no more than that. All text is ASCII.
 *
 * @param dist folder of the compiled program, with `/` at its end.
 */
export async function bundleParts(dist: string, replaced: Replacements): Promise<Parts> {
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
    external: ['pdfmake', 'fontkit'], // megabytes that only a PDF needs: taken from beside the file, where it is installed
    // The form of the library that does not ask where it is; it is given the modules that it would find there.
    alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    define: { __dirname: '""' },
    plugins: [withoutPrograms, replace(dist, replaced)],
  });
  const parts = outputFiles.map(async ({ path, text }) => [`./${basename(path)}`, await asCommonJs(text)]);
  return Object.fromEntries(await Promise.all(parts));
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

function replace(dist: string, texts: Replacements): Plugin {
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
