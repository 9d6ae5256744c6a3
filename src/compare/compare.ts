import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import { allVisible } from '../model/visible.js';
import type { Side } from './side.js';
import { changedEffects, changedSteps, type EffectChange, type StepChange } from './steps.js';
import { changedNodes, changedValues, type NodeChanges, type ValueChange } from './values.js';

/** One thing that is another. */
export interface Change {
  readonly from: string;
  readonly to: string;
}

/** A file that is another, or is on one side only. */
export interface FileChange {
  readonly file: string;
  readonly change: 'added' | 'removed' | 'changed';
}

/** What changed between two runbooks, the most important first. Plain JSON. */
export interface Comparison {
  readonly format: 1;
  readonly same: boolean;
  /** Paths of the two sides. */
  readonly a: string;
  readonly b: string;
  readonly effects: readonly EffectChange[];
  readonly nodes: NodeChanges;
  readonly steps: readonly StepChange[];
  readonly values: readonly ValueChange[];
  readonly generator?: Change;
  readonly runtime?: Change;
  readonly procedure?: Change;
  readonly files: readonly FileChange[];
  /** Unified diff of the scripts; empty when they are the same. */
  readonly script: string;
}

/** Compares two runbooks in what they mean, and their scripts line by line. */
export function compare(from: Side, to: Side): Comparison {
  const files = changedFiles(from, to);
  return {
    format: 1,
    same: files.length === 0,
    a: from.path,
    b: to.path,
    effects: changedEffects(from, to),
    nodes: changedNodes(from.parameters, to.parameters),
    steps: changedSteps(from, to),
    values: changedValues(from.parameters, to.parameters),
    ...changed('generator', ...both(from, to, ({ plan: { generator } }) => `${generator.name} ${generator.version}`)),
    ...changed('runtime', ...both(from, to, ({ runtime }) => runtime)),
    ...changed('procedure', ...both(from, to, ({ plan: { procedure } }) => `${procedure.id}: ${procedure.source}`)),
    files,
    script: from.script === to.script ? '' : scriptDiff(from, to),
  };
}

function both(from: Side, to: Side, what: (side: Side) => string): [string, string] {
  return [what(from), what(to)];
}

function changed<Name extends string>(name: Name, from: string, to: string): { [Key in Name]?: Change } {
  const nothing: { [Key in Name]?: Change } = {};
  return from === to ? nothing : { ...nothing, [name]: { from, to } };
}

function changedFiles({ digests: from }: Side, { digests: to }: Side): FileChange[] {
  const names = [...new Set([...from.keys(), ...to.keys()])].filter((name) => from.get(name) !== to.get(name));
  return names.map((file) => ({ file, change: !from.has(file) ? 'added' : to.has(file) ? 'changed' : 'removed' }));
}

/** More lines than two scripts that have anything to do with each other differ in. */
const mostEdits = 3000;

/** What cannot be seen is shown as an escape: the scripts may be anybody's. */
function scriptDiff(from: Side, to: Side): string {
  const names = [from, to].map(({ path }) => `${path.replace(/\/+$/, '')}/runbook.sh`);
  const [before = '', after = ''] = names;
  const patch = structuredPatch(before, after, from.script, to.script, undefined, undefined, {
    context: 3,
    maxEditLength: mostEdits,
  });
  if (patch === undefined) return `The scripts differ in more than ${mostEdits} lines.\n`;
  const lines = formatPatch(patch, FILE_HEADERS_ONLY).trimEnd().split('\n');
  return lines.map((line) => `${line.split('\t').map(allVisible).join('\t')}\n`).join('');
}
