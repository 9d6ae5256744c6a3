import type { Change } from '../evidence/changes.js';
import type { SessionEnd } from '../evidence/outcome.js';
import { allVisible } from '../model/visible.js';
import { codeOf, type Rich, say } from './rich.js';

/** A text of the evidence, which may hold anything. */
export function recordedText(text: string): Rich {
  return text === '' ? say`*none*` : [allVisible(text)];
}

/** The same as code. */
export function recordedCode(text: string): Rich {
  return text === '' ? say`*none*` : codeOf(allVisible(text));
}

/** A time of the evidence, such as `2026-11-28 22:00:00`; all of them are UTC. */
export function utc(time: string | undefined): Rich {
  return time === undefined ? say`*never*` : [time.replace('T', ' ').replace('Z', '')];
}

/** `1 node`, `2 nodes`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

const statuses: Readonly<Record<number, string>> = {
  1: 'a step failed',
  3: 'preflight refused, nothing was changed',
  4: 'verification found a difference',
  5: 'not confirmed, nothing was changed by that step',
  7: 'the state directory or the script does not belong to this runbook',
  129: 'the terminal was lost',
  130: 'by the keyboard (SIGINT)',
  143: 'it was told to end (SIGTERM)',
};

/** How one start ended, such as `stopped in step x with status 1: a step failed`. */
export function endText({ kind, status, step }: SessionEnd): Rich {
  if (kind === 'done') return ['done'];
  const where = step === undefined ? [] : say` in step ${recordedCode(step)}`;
  if (kind === 'silent') return say`no end recorded${where}: killed, its node went down, or still running`;
  const meaning = status === undefined ? undefined : statuses[status];
  return say`${kind}${where} with status ${String(status)}${meaning === undefined ? '' : `: ${meaning}`}`;
}

/** How a call was answered. */
export function answerText(answer: {
  readonly status: number;
  readonly milliseconds: number;
  readonly fault: string;
  readonly error: string;
}): Rich {
  const { status, milliseconds, fault, error } = answer;
  const said = error === '' ? [] : say`: ${recordedText(error)}`;
  if (fault !== '') return say`**${recordedText(fault)}**, status ${status}, ${milliseconds} ms${said}`;
  return say`status ${status}, ${milliseconds} ms${status === 0 ? [] : said}`;
}

/** How a change was answered. */
export function changeAnswer({ ended }: Change): Rich {
  return ended === undefined ? say`**no answer recorded**: the run ended during it` : answerText(ended.event);
}
