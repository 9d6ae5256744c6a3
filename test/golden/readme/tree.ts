import { readdirSync } from 'node:fs';
import { root, textOf } from './document.js';

/** The folders that a drawn tree names, as `src/model`; several may stand on one line. */
export function foldersDrawnIn(section: string): string[] {
  const [, drawing = ''] = /```text\n([\s\S]*?)```/u.exec(section) ?? [];
  let top = '';
  return drawing.split('\n').flatMap((line) => {
    if (!line.startsWith(' ')) {
      top = /^([^/]*)\//u.exec(line)?.[1] ?? '';
      return [];
    }
    return [...line.matchAll(/(?:^|\s)([a-z]+)\/(?=\s|$)/gu)].map(([, name = '']) => `${top}/${name}`);
  });
}

/** What the rows `| folder | folders |` of a table say that each folder may import. */
export function importsInTable(section: string): ReadonlyMap<string, readonly string[]> {
  const rows = [...section.matchAll(/^\| `([a-z]+)` \|([^|]*)\|$/gmu)];
  return new Map(rows.map(([, folder = '', names = '']) => [folder, names.match(/[a-z]+/gu) ?? []]));
}

/** The folders below src/ that the files of each folder do import. */
export function importsBetweenFolders(): ReadonlyMap<string, readonly string[]> {
  const folders = readdirSync(`${root}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name);
  return new Map(names.map((folder) => [folder, names.filter((other) => other !== folder && imports(folder, other))]));
}

function imports(folder: string, other: string): boolean {
  const files = readdirSync(`${root}src/${folder}`, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const specifier = new RegExp(`(?:from|import\\() ?'(?:\\.\\./)+${other}/`, 'u');
  return files.some((file) => specifier.test(textOf(`src/${folder}/${file}`)));
}
