import { type BootParameters, changedWords, letsWipe, type NodeRecord, type Nodes } from '../evidence/nodes.js';
import { allVisible } from '../plan/parameters/visible.js';
import { recordedCode } from './evidence-words.js';
import { codeBlock } from './markdown-escape.js';

const states: Readonly<Record<NodeRecord['state'], string>> = {
  updated: 'updated',
  begun: '**begun**: the change was sent and not confirmed',
  'put-back': 'put back by a roll-back',
  untouched: 'untouched',
};

/** A section for each node: its state, and its boot parameters before and after, word by word. */
export function nodeLines(nodes: Nodes): string[] {
  if (nodes.kind === 'not-saved') return ['No boot parameters were saved yet: no node was touched.'];
  if (nodes.kind === 'unreadable') return [`**\`${nodes.file}\` cannot be understood.**`];
  if (nodes.nodes.length === 0) return ['There is no node.'];
  return nodes.nodes.flatMap((node) => ['', ...oneNode(node)]).slice(1);
}

/** What must stand in red at the top: nodes whose disks are wiped. */
export function wipeLines(nodes: Nodes): string[] {
  if (nodes.kind !== 'known') return [];
  const wiped = nodes.nodes.filter((node) => {
    const now = presentOf(node);
    return now !== undefined && letsWipe(now);
  });
  if (wiped.length === 0) return [];
  return [
    '> [!CAUTION]',
    '> **As this runbook left them, THE DISKS OF THESE NODES ARE WIPED AT THEIR NEXT NETWORK BOOT:**',
    `> ${wiped.map(({ xname }) => recordedCode(xname)).join(', ')}`,
  ];
}

function oneNode(node: NodeRecord): string[] {
  const { xname, before, after, state } = node;
  const now = presentOf(node);
  const wipe = now !== undefined && letsWipe(now) ? '; **its disks are wiped at its next network boot**' : '';
  const title = [`### ${recordedCode(xname)}`, '', `State: ${states[state]}${wipe}.`, ''];
  if (after === undefined) return [...title, 'What it was to boot was not recorded.'];
  return [...title, ...codeBlock('diff', comparison(before, after))];
}

/** What the node boots as far as this runbook knows; undefined when it did not touch it. */
function presentOf({ before, after, state }: NodeRecord): BootParameters | undefined {
  if (state === 'untouched') return undefined;
  return state === 'put-back' ? before : after;
}

function comparison(before: BootParameters, after: BootParameters): string[] {
  const files = (['kernel', 'initrd'] as const).flatMap((key) => fileLines(key, before[key], after[key]));
  const words = changedWords(before.params, after.params).map(({ sign, text }) => `${sign} ${text}`);
  return [...files, '  params:', ...words].map(allVisible);
}

function fileLines(key: string, before: string, after: string): string[] {
  return before === after ? [`  ${key} ${before}`] : [`- ${key} ${before}`, `+ ${key} ${after}`];
}
