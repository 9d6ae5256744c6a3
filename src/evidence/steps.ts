import type { EvidenceEvent } from '../model/evidence.js';
import { entriesOf, plannedSteps, type Recorded, type Session } from './sessions.js';

/** What became of one step, over all starts. */
export interface StepRecord {
  readonly id: string;
  /** Whether it is one of those that a run carries out, and not only part of verify or rollback. */
  readonly planned: boolean;
  readonly timesBegun: number;
  readonly timesDone: number;
  /** When it was begun first. */
  readonly begun: string | undefined;
  /** When it was done last. */
  readonly done: string | undefined;
  /** Spent in it, over all attempts. */
  readonly seconds: number;
  readonly queries: number;
  readonly changes: number;
  /** Queries repeated because the one before failed. */
  readonly retries: number;
}

/** Every step that was planned or begun; the planned ones first, in their order. */
export function stepRecords(sessions: readonly Session[]): StepRecord[] {
  const planned = plannedSteps(sessions);
  const seen = sessions.flatMap((session) => entriesOf(session, 'step-begun').map(({ event }) => event.step));
  return [...new Set([...planned, ...seen])].map((id) => stepRecord(sessions, id, planned.includes(id)));
}

function stepRecord(sessions: readonly Session[], id: string, planned: boolean): StepRecord {
  const own = sessions.map(({ entries }) => entries.filter(({ event }) => event.step === id));
  const named = (name: EvidenceEvent['event']) => own.flat().filter(({ event }) => event.event === name);
  return {
    id,
    planned,
    timesBegun: named('step-begun').length,
    timesDone: named('step-done').length,
    begun: named('step-begun')[0]?.event.time,
    done: named('step-done').at(-1)?.event.time,
    seconds: own.reduce((sum, entries) => sum + secondsOf(entries), 0),
    queries: named('query').length,
    changes: named('change-begun').length,
    retries: own.reduce((sum, entries) => sum + retriesOf(entries), 0),
  };
}

/** From the first to the last line of the step in one start; a clock that was set back counts as none. */
function secondsOf(entries: readonly Recorded[]): number {
  const times = entries.filter(({ event }) => event.event !== 'end').map(({ event }) => Date.parse(event.time));
  return times.length === 0 ? 0 : Math.max(0, ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000);
}

function retriesOf(entries: readonly Recorded[]): number {
  return entries.filter(({ event }, index) => {
    const before = entries[index - 1]?.event;
    if (event.event !== 'query' || before?.event !== 'query') return false;
    return before.fault !== '' && before.command === event.command;
  }).length;
}
