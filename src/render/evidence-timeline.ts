import type { Evidence, EvidenceLine } from '../evidence/read-evidence.js';
import type { EvidenceEvent } from '../model/evidence.js';
import { answerText, recordedCode, recordedText, utc } from './evidence-words.js';
import { type Rich, say } from './rich.js';

/** One row: a line, or the same query several times in a row. */
interface Row {
  readonly first: EvidenceLine;
  readonly last: EvidenceLine;
}

/** Cells of the timeline: line, time, step, what happened. */
export function timelineRows({ lines }: Evidence): Rich[][] {
  return groups(lines).map(({ first, last }) => {
    const place = first === last ? `${first.number}` : `${first.number}–${last.number}`;
    const step = first.event?.step ?? '';
    return [
      first.linked ? [place] : say`${place} *unproved*`,
      first.event === undefined ? [] : utc(first.event.time),
      step === '' ? [] : recordedCode(step),
      first === last ? lineText(first) : say`${lineText(first)}; ${last.number - first.number + 1} times the same`,
    ];
  });
}

function groups(lines: readonly EvidenceLine[]): Row[] {
  const rows: Row[] = [];
  for (const line of lines) {
    const before = rows.at(-1);
    if (before !== undefined && isRepeated(before.last, line)) rows[rows.length - 1] = { ...before, last: line };
    else rows.push({ first: line, last: line });
  }
  return rows;
}

/** The same query in the same step without a fault, as while waiting for something. */
function isRepeated({ event: before, linked }: EvidenceLine, { event, linked: isLinked }: EvidenceLine): boolean {
  if (before?.event !== 'query' || event?.event !== 'query' || linked !== isLinked) return false;
  if (before.fault !== '' || event.fault !== '' || before.status !== event.status) return false;
  return before.step === event.step && before.command === event.command;
}

function lineText({ event, torn, text }: EvidenceLine): Rich {
  if (event !== undefined) return eventText(event);
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return say`**${torn ? 'torn by a crash' : 'not understood'}**: ${recordedCode(shown)}`;
}

function eventText(event: EvidenceEvent): Rich {
  switch (event.event) {
    case 'start':
      return say`**start** of ${recordedCode(event.command)} by ${recordedText(event.user)} on ${recordedText(event.host)}`;
    case 'torn-line':
      return ['the line before was found torn'];
    case 'tools':
      return say`tools: ${recordedText(event.cray)}`;
    case 'step-begun':
      return ['step begun'];
    case 'step-done':
      return ['step done'];
    case 'query':
      return say`query ${recordedCode(event.command)}: ${answerText(event)}`;
    case 'change-begun':
      return say`**CHANGE** ${recordedCode(event.command)}`;
    case 'change-ended':
      return say`**CHANGE answered**: ${answerText(event)}`;
    case 'confirmed':
      return say`**confirmed** by ${recordedText(event.by)}: ${recordedText(event.what)}`;
    case 'not-confirmed':
      return say`**not confirmed**: ${recordedText(event.what)}`;
    case 'difference':
      return say`**difference**: ${recordedText(event.what)}`;
    case 'interrupted':
      return say`**interrupted** with status ${event.status}`;
    case 'end':
      return say`**end** with status ${event.status}`;
  }
}
