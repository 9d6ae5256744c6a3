import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { english } from '../model/english.js';
import type { Call } from './call.js';
import { type Fault, parseFault, type Where } from './fault.js';
import { print, writeWhole } from './store.js';

const Entry = z.object({
  spec: z.string(),
  /** Calls that matched the words. */
  seen: z._default(z.int().check(z.minimum(0)), 0),
  /** Calls that the fault was put into. */
  hits: z._default(z.int().check(z.minimum(0)), 0),
});
const FaultFile = z.object({ faults: z.array(Entry) });
type Entry = z.infer<typeof Entry>;

function fileIn(directory: string): string {
  return join(directory, 'faults.json');
}

function readEntries(directory: string): Entry[] {
  const file = fileIn(directory);
  return existsSync(file) ? FaultFile.parse(JSON.parse(readFileSync(file, 'utf8')), english).faults : [];
}

/** Puts faults into a site, behind those that it has. */
export function addFaults(directory: string, faults: readonly Fault[]): void {
  const added = faults.map(({ spec }) => ({ spec, seen: 0, hits: 0 }));
  writeWhole(fileIn(directory), print({ faults: [...readEntries(directory), ...added] }));
}

/** Takes all faults away. */
export function clearFaults(directory: string): void {
  writeWhole(fileIn(directory), print({ faults: [] }));
}

/** Specs of the faults that no call ran into. */
export function unusedFaults(directory: string): readonly string[] {
  return readEntries(directory)
    .filter(({ hits }) => hits === 0)
    .map(({ spec }) => spec);
}

/** The first fault that this call runs into; counts the call for all faults. */
export function takeFault(directory: string, call: Call): Fault | undefined {
  const entries = readEntries(directory);
  if (entries.length === 0) {
    return undefined;
  }
  const [taken] = entries.filter((entry) => matches(entry, call));
  if (taken !== undefined) {
    taken.hits += 1;
  }
  writeIfChanged(fileIn(directory), print({ faults: entries }));
  return taken === undefined ? undefined : faultOf(taken.spec);
}

function writeIfChanged(file: string, text: string): void {
  if (readFileSync(file, 'utf8') !== text) {
    writeWhole(file, text);
  }
}

function matches(entry: Entry, call: Call): boolean {
  const { where } = faultOf(entry.spec);
  return where.kind === 'number' ? where.number === call.number : countedMatch(entry, where, call);
}

function countedMatch(entry: Entry, where: Extract<Where, { kind: 'prefix' }>, call: Call): boolean {
  if (!startsWith([call.tool, ...call.words], where.words)) {
    return false;
  }
  entry.seen += 1;
  return entry.seen >= where.first && entry.seen <= where.last;
}

function startsWith(words: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((word, index) => words[index] === word);
}

function faultOf(spec: string): Fault {
  const outcome = parseFault(spec);
  if (!outcome.ok) {
    throw new Error(`faults.json: not a fault: ${spec}`);
  }
  return outcome.value;
}
