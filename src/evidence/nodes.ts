import * as z from 'zod/mini';
import { changesOf } from './changes.js';
import type { Session } from './sessions.js';
import type { StateDirectory } from './state-directory.js';

const entry = { kernel: z.string(), initrd: z.string(), params: z.string() };
const Saved = z.array(z.object({ hosts: z.tuple([z.string()]), ...entry }));
const Intended = z.array(z.object({ xname: z.string(), ...entry }));

/** What a node boots. */
export type BootParameters = z.infer<z.ZodMiniObject<typeof entry>>;

/** One target node. */
export interface NodeRecord {
  readonly xname: string;
  readonly before: BootParameters;
  /** What the runbook writes; undefined when the file does not say it. */
  readonly after: BootParameters | undefined;
  /** `begun`: the change was sent and not confirmed; `put-back`: by a roll-back. */
  readonly state: 'updated' | 'begun' | 'put-back' | 'untouched';
}

/** The target nodes, or why nothing can be said of them. */
export type Nodes =
  | { readonly kind: 'known'; readonly nodes: readonly NodeRecord[] }
  | { readonly kind: 'not-saved' }
  | { readonly kind: 'unreadable'; readonly file: string };

/** Before and after of each node, with the state in which the runbook left it. */
export function nodesOf(state: StateDirectory, sessions: readonly Session[]): Nodes {
  if (state.saved === undefined) return { kind: 'not-saved' };
  const saved = Saved.safeParse(json(state.saved));
  if (!saved.success) return { kind: 'unreadable', file: 'boot-parameters.saved.json' };
  const intended = Intended.safeParse(json(state.intended ?? '[]'));
  if (!intended.success) return { kind: 'unreadable', file: 'boot-parameters.intended.json' };
  const nodes = saved.data.map(({ hosts: [xname], ...before }) => ({
    xname,
    before,
    after: intended.data.find((node) => node.xname === xname),
    state: nodeState(xname, state, sessions),
  }));
  return { kind: 'known', nodes };
}

/** One word of a text or of two texts: in both, only before, or only after. */
export interface WordChange {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Two boot parameter lines, compared word by word at the same place; words that stay are put together. */
export function changedWords(before: string, after: string): WordChange[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const places = Array.from({ length: Math.max(old.length, now.length) }).keys();
  const changes: WordChange[] = [];
  for (const change of [...places].flatMap((place) => changeAt(old[place], now[place]))) {
    const last = changes.at(-1);
    if (change.sign !== ' ' || last?.sign !== ' ') changes.push(change);
    else changes[changes.length - 1] = { sign: ' ', text: `${last.text} ${change.text}` };
  }
  return changes;
}

function changeAt(was: string | undefined, is: string | undefined): WordChange[] {
  if (was !== undefined && was === is) return [{ sign: ' ', text: was }];
  return [
    ...(was === undefined ? [] : [{ sign: '-', text: was } as const]),
    ...(is === undefined ? [] : [{ sign: '+', text: is } as const]),
  ];
}

/** Whether the node's disks are wiped at its next network boot with these parameters. */
export function letsWipe({ params }: BootParameters): boolean {
  return !wordsOf(params).includes('metal.no-wipe=1');
}

function wordsOf(params: string): string[] {
  return params.split(/[ \t\r\n]+/).filter((word) => word !== '');
}

function nodeState(xname: string, { nodes }: StateDirectory, sessions: readonly Session[]): NodeRecord['state'] {
  const mark = Object.hasOwn(nodes, xname) ? nodes[xname]?.trim() : undefined;
  if (mark === 'updated' || mark === 'begun') return mark;
  const last = changesOf(sessions).findLast(({ begun }) => begun.event.command.split(' ').includes(xname));
  return last?.session.start?.event.command === 'rollback' ? 'put-back' : 'untouched';
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
