import { type BootParameters, changedWords, letsWipe, type NodeRecord, type Nodes } from '../evidence/nodes.js';
import { allVisible } from '../model/visible.js';
import { recordedCode } from './evidence-words.js';
import { codeBlock } from './markdown-escape.js';
import { markdownOf } from './markdown-rich.js';
import { joinRich, type Rich, say } from './rich.js';

const states: Readonly<Record<NodeRecord['state'], Rich>> = {
  updated: ['updated'],
  begun: say`**begun**: the change was sent and not confirmed`,
  'put-back': ['put back by a roll-back'],
  untouched: ['untouched'],
};

/** How the runbook left a node, with the danger in it. */
export function stateText(node: NodeRecord): Rich {
  const now = presentOf(node);
  const wipe = now !== undefined && letsWipe(now) ? say`; **its disks are wiped at its next network boot**` : [];
  return say`State: ${states[node.state]}${wipe}.`;
}

/** Why there is nothing to tell of single nodes; undefined when there is. */
export function withoutNodes(nodes: Nodes): Rich | undefined {
  if (nodes.kind === 'not-saved') return ['No boot parameters were saved yet: no node was touched.'];
  if (nodes.kind === 'unreadable') return say`**\`${nodes.file}\` cannot be understood.**`;
  return nodes.nodes.length === 0 ? ['There is no node.'] : undefined;
}

/** A section for each node: its state, and its boot parameters before and after, word by word. */
export function nodeLines(nodes: Nodes): string[] {
  const none = withoutNodes(nodes);
  if (nodes.kind !== 'known' || none !== undefined) return none === undefined ? [] : [markdownOf(none)];
  return nodes.nodes.flatMap((node) => ['', ...oneNode(node)]).slice(1);
}

/** What must stand in red at the top: nodes whose disks are wiped. */
export function wipeText(nodes: Nodes): Rich | undefined {
  if (nodes.kind !== 'known') return undefined;
  const wiped = nodes.nodes.filter((node) => {
    const now = presentOf(node);
    return now !== undefined && letsWipe(now);
  });
  if (wiped.length === 0) return undefined;
  const names = joinRich(
    wiped.map(({ xname }) => recordedCode(xname)),
    ', ',
  );
  return say`**As this runbook left them, THE DISKS OF THESE NODES ARE WIPED AT THEIR NEXT NETWORK BOOT:** ${names}`;
}

function oneNode(node: NodeRecord): string[] {
  const { xname, before, after } = node;
  const title = [`### ${markdownOf(recordedCode(xname))}`, '', markdownOf(stateText(node)), ''];
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
