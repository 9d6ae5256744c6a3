import { brotliCompressSync } from 'node:zlib';
import { mainPart, type Parts } from './parts.js';

/** Parts that are read together, as the same commands need them. */
export interface Group {
  readonly names: readonly string[];
  /** Whether none of the commands that a person waits for needs them: compressed, as each start reads over them. */
  readonly isPacked: boolean;
  /** What V8 made of them, base64; empty where nothing was kept. */
  readonly cache: string;
}

/**
 * The single file: a loader, then all parts in the comment of a function that nobody calls, which costs next to nothing
 * to skip, and whose text Node.js has in memory already. The very build of Node.js that made the file takes what its V8
 * made of a group before in place of compiling it; any other compiles the text, which is always there.
 */
export function singleFile(parts: Parts, groups: readonly Group[]): string {
  return fileWith(parts, groups, '');
}

/** The same with statements that run before the program; they see `scripts` by group, and `loaded` by part. */
export function fileWith(parts: Parts, groups: readonly Group[], before: string): string {
  const index = groups.flatMap(({ names }, group) => names.map((name) => [name, group]));
  const texts = groups.map((group) => textOf(parts, group));
  let end = 0;
  const places = groups.map(({ cache, isPacked }, group) => {
    const length = texts[group]?.length ?? 0;
    end += length + cache.length;
    return [end - length - cache.length, length, cache.length, isPacked ? 1 : 0];
  });
  const archive = groups.map(({ cache }, group) => `${texts[group]}${cache}`).join('');
  return loader(JSON.stringify(Object.fromEntries(index)), JSON.stringify(places), archive, before);
}

/** A script that is an object of functions, one for each part; of data, the JSON. */
function textOf(parts: Parts, { names, isPacked }: Group): string {
  const text = names.map((name) => (isData(name) ? parts[name] : functionOf(name, parts[name] ?? ''))).join(',');
  const whole = names.some(isData) ? text : `({${text}})`;
  if (/[^\0-\x7f]/u.test(whole)) throw new Error('a part holds characters that take more than one byte');
  return isPacked ? brotliCompressSync(whole).toString('base64') : commented(whole);
}

function functionOf(name: string, text: string): string {
  return `${JSON.stringify(name)}:(function(module,require){${text}\n})`;
}

/** Whether a part is JSON. */
export function isData(name: string): boolean {
  return name.startsWith('data:');
}

/** Text that does not end the comment that it stands in. */
function commented(text: string): string {
  if (text.includes('*\u0001/')) throw new Error('a part holds characters it must not');
  return text.replaceAll('*/', '*\u0001/');
}

/**
 * What tells one build of Node.js from another, as an expression. V8 itself looks at its version only, and ends with a
 * segmentation fault when another build of that version kept what it is given: 20.15 and 20.20 have the same.
 */
const nodeBuild = 'JSON.stringify([process.versions, process.arch, process.platform, process.config])';

function buildOf({ versions, arch, platform, config }: NodeJS.Process): string {
  return JSON.stringify([versions, arch, platform, config]);
}

/** Reads parts from the comment at its end. zod is told not to generate code, which costs more than it saves here. */
function loader(index: string, places: string, archive: string, before: string): string {
  return `#!/usr/bin/env node
'use strict';
globalThis.__zod_globalConfig = { jitless: true };
const { Script } = require('node:vm');
const index = ${index};
const places = ${places};
const isBuiltHere = ${nodeBuild} === ${JSON.stringify(buildOf(process))};
const loaded = {};
const groups = [];
const scripts = [];
const text = parts.toString();
const start = text.indexOf('/*') + 2;
const slice = (from, length) => text.slice(start + from, start + from + length);
function read(group) {
  const [from, length, cached, isPacked] = places[group];
  const found = slice(from, length);
  return isPacked
    ? require('node:zlib').brotliDecompressSync(Buffer.from(found, 'base64')).toString('latin1')
    : found.replaceAll('*\\u0001/', '*/');
}
function compile(group) {
  const [from, length, cached] = places[group];
  const cachedData = cached > 0 && isBuiltHere ? Buffer.from(slice(from + length, cached), 'base64') : undefined;
  scripts[group] = new Script(read(group), { filename: 'ncn-runbook part ' + group, cachedData });
  return scripts[group].runInThisContext();
}
function load(name) {
  const group = index[name];
  if (group === undefined) return require(name);
  if (loaded[name] === undefined) {
    const part = (loaded[name] = { exports: {} });
    if (name.startsWith('data:')) part.exports = JSON.parse(read(group));
    else (groups[group] ??= compile(group))[name](part, load);
  }
  return loaded[name].exports;
}
${before}load('${mainPart}');
function parts() {/*${archive}*/}
`;
}
