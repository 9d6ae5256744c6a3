import { changesOf } from './changes.js';
import { entriesOf, plannedSteps, type Session } from './sessions.js';
import type { StateDirectory } from './state-directory.js';

/** How one start of the script ended. */
export interface SessionEnd {
  /** `silent`: no end was recorded; the script was killed, its node went down, or it still runs. */
  readonly kind: 'done' | 'stopped' | 'interrupted' | 'silent';
  /** Exit status, where one was recorded. */
  readonly status?: number;
  /** The step that was begun and not done. */
  readonly step?: string;
}

/** Where the runbook stands. */
export interface RunOutcome {
  readonly kind: 'complete' | 'paused' | 'rolled-back' | 'not-rolled-back' | Exclude<SessionEnd['kind'], 'done'>;
  /** The start that decided it. */
  readonly session: Session;
  readonly end: SessionEnd;
}

/** What the latest run or roll-back came to; undefined when the evidence holds neither. */
export function outcomeOf(sessions: readonly Session[], state: StateDirectory): RunOutcome | undefined {
  const session = sessions.findLast(({ start }) => start?.event.command !== 'verify');
  if (session === undefined) return undefined;
  const end = endOf(session);
  if (end.kind !== 'done') return { kind: end.kind, session, end };
  if (session.start?.event.command === 'rollback') {
    return { kind: hasPutBack(sessions) ? 'rolled-back' : 'not-rolled-back', session, end };
  }
  return { kind: isComplete(sessions, session, state) ? 'complete' : 'paused', session, end };
}

/** How a start ended. */
export function endOf(session: Session): SessionEnd {
  const status = entriesOf(session, 'end').at(-1)?.event.status;
  const step = openStep(session);
  const where = step === undefined ? {} : { step };
  if (status === 0) return { kind: 'done', status };
  const signal = entriesOf(session, 'interrupted').at(-1)?.event.status ?? (isSignal(status) ? status : undefined);
  if (signal !== undefined) return { kind: 'interrupted', status: signal, ...where };
  return status === undefined ? { kind: 'silent', ...where } : { kind: 'stopped', status, ...where };
}

/** The step that was begun last and not done. */
function openStep(session: Session): string | undefined {
  const begun = entriesOf(session, 'step-begun').at(-1);
  if (begun === undefined) return undefined;
  const done = entriesOf(session, 'step-done').some(
    ({ number, event }) => number > begun.number && event.step === begun.event.step,
  );
  return done ? undefined : begun.event.step;
}

function isSignal(status: number | undefined): boolean {
  return status !== undefined && status > 128 && status < 160;
}

/** Whether the run came to the last step of the plan; `--until` ends one before with the same status. */
function isComplete(sessions: readonly Session[], session: Session, { done }: StateDirectory): boolean {
  const last = plannedSteps(sessions).at(-1);
  if (last === undefined) return false;
  return Object.hasOwn(done, last) || entriesOf(session, 'step-done').some(({ event }) => event.step === last);
}

/** Whether roll-backs altered anything since the latest run. */
function hasPutBack(sessions: readonly Session[]): boolean {
  const run = sessions.findLastIndex(({ start }) => start === undefined || start.event.command === 'run');
  return changesOf(sessions.slice(run + 1)).some(({ session }) => session.start?.event.command === 'rollback');
}
