import { type EvidenceEvent, parseEvent } from '../model/evidence.js';
import { type ChainFault, diagnose, headFault } from './chain-faults.js';
import { type RawLine, splitLines } from './split-lines.js';

/** A line of evidence.jsonl. */
export interface EvidenceLine extends RawLine {
  /** One-based. */
  readonly number: number;
  /** Whether the chain holds from the first line up to this one. */
  readonly linked: boolean;
  /** Whether a crash tore it, and the chain went on from what was left. */
  readonly torn: boolean;
  /** Undefined when the line is torn, or not one that this version knows. */
  readonly event: EvidenceEvent | undefined;
}

/** Whether every line is there, unaltered and in its place. */
export type Chain =
  | {
      readonly whole: true;
      /** Digest of the last line: whoever has noted it can tell later that nothing was altered. */
      readonly digest: string;
      /** Whether evidence.head confirms the end, which no later line does. */
      readonly endKnown: boolean;
    }
  | ({ readonly whole: false } & ChainFault);

/** What evidence.jsonl says, and what that is worth. */
export interface Evidence {
  readonly lines: readonly EvidenceLine[];
  readonly chain: Chain;
}

/** The digest that the first line carries in place of that of a line before. */
export const firstDigest = '0'.repeat(64);

/**
 * Reads evidence.jsonl and checks its chain by the rules of `runbook.sh evidence`. `head` is the text of
 * evidence.head, which holds the number and digest that the script would go on with: it alone tells that the end
 * was cut off or the last line altered.
 */
export function readEvidence(bytes: Uint8Array, head?: string): Evidence {
  const raw = splitLines(bytes);
  const { held, torn } = followChain(raw);
  const fault = held < raw.length ? diagnose(raw, held, head) : headFault(raw, head);
  const linked = fault === undefined ? raw.length : Math.min(held, fault.line - (fault.why === 'cut-off' ? 0 : 1));
  const lines = raw.map((line, index) => ({
    ...line,
    number: index + 1,
    linked: index < linked,
    torn: torn.includes(index),
    event: torn.includes(index) ? undefined : parseEvent(line.text),
  }));
  return { lines, chain: chainOf(raw, fault, head) };
}

function chainOf(raw: readonly RawLine[], fault: ChainFault | undefined, head: string | undefined): Chain {
  if (fault !== undefined) return { whole: false, ...fault };
  const digest = raw.at(-1)?.digest ?? firstDigest;
  return { whole: true, digest, endKnown: head?.trim() === `${raw.length} ${digest}` };
}

/** How many lines the chain holds for, and which of them were torn. */
function followChain(raw: readonly RawLine[]): { held: number; torn: number[] } {
  const torn: number[] = [];
  let expected = firstDigest;
  for (const [index, line] of raw.entries()) {
    if (!follows(line.text, index, expected)) {
      if (!wasContinued(raw, index)) return { held: index, torn };
      torn.push(index);
    }
    expected = line.digest;
  }
  return { held: raw.length, torn };
}

function follows(line: string, seq: number, digest: string): boolean {
  return line.startsWith(`{"seq":${seq},`) && line.endsWith(`"prev":"${digest}"}`);
}

/** A line from end to end, not what a crash left of one. */
const wholeLine = /^\{"seq":[0-9]+,.*"prev":"[0-9a-f]{64}"\}$/s;

/** Whether the line is torn, and the next one is the note about it, whose digest is looked at in its turn. */
function wasContinued(raw: readonly RawLine[], index: number): boolean {
  const isCut = !wholeLine.test(raw[index]?.text ?? '');
  return isCut && raw[index + 1]?.text.includes('"event":"torn-line"') === true;
}
