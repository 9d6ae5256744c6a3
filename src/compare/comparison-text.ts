import { allVisible } from '../model/visible.js';
import { textTable } from '../render/text-table.js';
import type { Change, Comparison } from './compare.js';
import type { EffectChange, StepChange } from './steps.js';

/** A comparison for people: what changed in meaning, the most important first, then the scripts line by line. */
export function comparisonText(comparison: Comparison): string {
  const { a, b, same, script } = comparison;
  if (same) return `${allVisible(a)} and ${allVisible(b)} are the same runbook.\n`;
  const sections = [
    section('Effects', comparison.effects.flatMap(effectLines)),
    section('Nodes', nodeLines(comparison)),
    section('Steps', comparison.steps.flatMap(stepLines)),
    section('Values', valueLines(comparison)),
    section('Made by', changeLines(comparison.generator)),
    section('Runtime', changeLines(comparison.runtime)),
    section('Source procedure', changeLines(comparison.procedure)),
    section('Files', textTable(comparison.files.map(({ file, change }) => [change, allVisible(file)]))),
  ];
  const head = [`From  ${allVisible(a)}`, `To    ${allVisible(b)}`];
  const text = [...head, ...sections.flat()].map((line) => `${line}\n`).join('');
  return script === '' ? `${text}\nThe scripts are the same.\n` : `${text}\n${script}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function effectLines({ step, part, from, to }: EffectChange): string[] {
  const change = `${allVisible(step)}${placeOf(part)}: ${allVisible(from ?? 'not there')} -> ${allVisible(to ?? 'not there')}`;
  if (to === 'wipes') return [`! ${change}    DISKS CAN BE WIPED AT THE NEXT BOOT`];
  return [`  ${change}${from === 'wipes' ? '    disks are no longer wiped by this' : ''}`];
}

function nodeLines({ nodes: { removed, added } }: Comparison): string[] {
  return [...removed.map((node) => `- ${allVisible(node)}`), ...added.map((node) => `+ ${allVisible(node)}`)];
}

function placeOf(part: string): string {
  return part === 'run' ? '' : ` (${part})`;
}

const marks = { added: '+', removed: '-', moved: '~', rewritten: '*' } as const;

function stepLines({ step, part, change, effect, commands }: StepChange): string[] {
  return [
    `${marks[change]} ${allVisible(step)}${placeOf(part)}: ${change}, ${allVisible(effect)}`,
    ...(change === 'moved' ? [] : commands.removed.map((command) => `    - ${allVisible(command)}`)),
    ...(change === 'moved' ? [] : commands.added.map((command) => `    + ${allVisible(command)}`)),
  ];
}

function valueLines({ values }: Comparison): string[] {
  const shown = (value: string | undefined) => (value === undefined ? '(none)' : allVisible(value));
  return textTable(values.map(({ path, from, to }) => [allVisible(path), `${shown(from)} -> ${shown(to)}`]));
}

function changeLines(change: Change | undefined): string[] {
  return change === undefined ? [] : [`- ${allVisible(change.from)}`, `+ ${allVisible(change.to)}`];
}
