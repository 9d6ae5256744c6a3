import { mainPart, type Parts } from './parts.js';

/** What V8 made of each part that was used, by name; base64. */
export type Caches = Readonly<Record<string, string>>;

/**
 * The single file: a loader, then all parts in one comment, which costs next to nothing to skip. Where V8 is the one
 * that the file was built with, it takes what it made of a part before in place of compiling it; any other V8
 * refuses that by itself and compiles the text, which is always there.
 */
export function singleFile(parts: Parts, caches: Caches): string {
  return fileWith(parts, caches, '');
}

/** The same with statements that run before the program; they see `scripts` by part, and `loaded`. */
export function fileWith(parts: Parts, caches: Caches, before: string): string {
  const pieces: string[] = [];
  let end = 0;
  const place = (text: string): [number, number] => {
    pieces.push(text);
    end += text.length;
    return [end - text.length, text.length];
  };
  const index = Object.fromEntries(
    Object.entries(parts).map(([name, text]) => [name, [...place(commented(text)), ...place(caches[name] ?? '')]]),
  );
  const size = end;
  return `${loader(JSON.stringify(index), size, before)}/*${pieces.join('')}*/\n`;
}

/** Text that does not end the comment that it stands in. Places in the file are counted in bytes, hence ASCII. */
function commented(text: string): string {
  if (/[^\0-\x7f]/u.test(text) || text.includes('*\u0001/')) throw new Error('a part holds characters it must not');
  return text.replaceAll('*/', '*\u0001/');
}

/** Reads parts from the end of the file. zod is told not to generate code, which costs more than it saves here. */
function loader(index: string, size: number, before: string): string {
  return `#!/usr/bin/env node
'use strict';
globalThis.__zod_globalConfig = { jitless: true };
const { closeSync, fstatSync, openSync, readSync } = require('node:fs');
const { Script } = require('node:vm');
const file = openSync(__filename, 'r');
const start = fstatSync(file).size - ${size + '*/\n'.length};
const index = ${index};
const loaded = {};
const scripts = {};
function read(from, length) {
  const bytes = Buffer.allocUnsafeSlow(length);
  readSync(file, bytes, 0, length, start + from);
  return bytes.latin1Slice();
}
function load(name) {
  const place = index[name];
  if (place === undefined) return require(name);
  if (loaded[name] === undefined) {
    loaded[name] = { exports: {} };
    const text = read(place[0], place[1]).replaceAll('*\\u0001/', '*/');
    if (name.startsWith('data:')) return (loaded[name].exports = JSON.parse(text));
    const cachedData = place[3] === 0 ? undefined : Buffer.from(read(place[2], place[3]), 'base64');
    scripts[name] = new Script('(function(module,require){' + text + '\\n})', { filename: name, cachedData });
    scripts[name].runInThisContext()(loaded[name], load);
  }
  return loaded[name].exports;
}
process.on('exit', () => closeSync(file));
${before}load('${mainPart}');
`;
}
