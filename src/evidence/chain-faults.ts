import type { RawLine } from './split-lines.js';

/** Where a chain breaks first. */
export interface ChainFault {
  /** One-based: the first line that does not follow from the one before. */
  readonly line: number;
  readonly why: 'altered' | 'missing' | 'reordered' | 'torn' | 'cut-off';
  /** What was found, as a sentence. */
  readonly finding: string;
}

/** Why the line at that index does not follow from the one before. */
export function diagnose(raw: readonly RawLine[], index: number, head: string | undefined): ChainFault {
  const line = index + 1;
  const { text } = raw[index] ?? { text: '' };
  const seq = Number(/^\{"seq":(\d+),/.exec(text)?.[1] ?? Number.NaN);
  if (!text.endsWith('}') && line === raw.length) {
    const finding = `Line ${line}, the last, is torn: a crash may have done that, and the next run goes on from it.`;
    return { line, why: 'torn', finding };
  }
  if (Number.isNaN(seq) || !text.endsWith('}')) {
    return { line, why: 'altered', finding: `Line ${line} is not a line of evidence, or was cut.` };
  }
  if (seq === index || carries(text, raw[index - 1])) {
    return { line, why: 'altered', finding: alteredFinding(raw, index, seq, head) };
  }
  return outOfPlace(raw, index, seq);
}

/** What evidence.head says against lines that follow from each other; it may be behind after a crash, never ahead. */
export function headFault(raw: readonly RawLine[], head: string | undefined): ChainFault | undefined {
  const [, digits, digest] = /^(\d+) ([0-9a-f]{64})\s*$/.exec(head ?? '') ?? [];
  const counted = Number(digits ?? 0);
  if (counted > raw.length) {
    const finding = `evidence.head counts ${counted} lines: ${counted - raw.length} are missing at the end.`;
    return { line: raw.length, why: 'cut-off', finding };
  }
  const last = raw[counted - 1];
  if (last === undefined || last.digest === digest) return undefined;
  return { line: counted, why: 'altered', finding: `Line ${counted} has not the digest that evidence.head knows.` };
}

function outOfPlace(raw: readonly RawLine[], index: number, seq: number): ChainFault {
  const line = index + 1;
  const isLater = raw.slice(line).some(({ text }) => text.startsWith(`{"seq":${index},`));
  if (seq < index || isLater) {
    return { line, why: 'reordered', finding: `Line ${line} has the number ${seq} in place of ${index}.` };
  }
  const missing = seq - index === 1 ? `number ${index} is` : `numbers ${index} to ${seq - 1} are`;
  return { line, why: 'missing', finding: `Before line ${line}, which has the number ${seq}, ${missing} missing.` };
}

/** The line after tells whether it was this line that was altered, or the one before. */
function alteredFinding(raw: readonly RawLine[], index: number, seq: number, head: string | undefined): string {
  const line = index + 1;
  if (seq !== index) return `Line ${line} was altered: it has the number ${seq} in place of ${index}.`;
  if (index === 0) return `Line 1 was altered, or lines before it are missing.`;
  const known = raw[line]?.text.endsWith(`"prev":"${raw[index]?.digest}"}`) ?? false;
  const isKnown = known || head?.trim() === `${raw.length} ${raw[index]?.digest}`;
  const altered = isKnown ? `Line ${index} was altered` : `Line ${index} or line ${line} was altered`;
  return `${altered}: line ${line} carries another digest than that of line ${index}.`;
}

function carries(text: string, before: RawLine | undefined): boolean {
  return text.endsWith(`"prev":"${before?.digest ?? '0'.repeat(64)}"}`);
}
