import type { EventOf } from '../model/evidence.js';
import { type Change, changesOf, wasUnclear } from './changes.js';
import type { Evidence } from './read-evidence.js';
import { anewSteps, entriesOf, type Recorded, type Session } from './sessions.js';
import type { StateDirectory } from './state-directory.js';
import { type StepRecord, stepRecords } from './steps.js';

/** A query that failed in the same way several times in a row. */
export interface FaultyQuery {
  readonly first: Recorded<EventOf<'query'>>;
  readonly last: Recorded<EventOf<'query'>>;
  readonly times: number;
}

/** In what the run was not the plan carried out once, from its first step to its last, without a fault. */
export interface Differences {
  readonly notDone: readonly StepRecord[];
  /** Steps whose mark a roll-back took away, so that the next run does them again. */
  readonly takenBack: readonly StepRecord[];
  readonly repeated: readonly StepRecord[];
  /** Changes whose effect had to be looked up, because their answer did not tell it. */
  readonly unclear: readonly Change[];
  readonly faults: readonly FaultyQuery[];
  readonly notConfirmed: readonly Recorded<EventOf<'not-confirmed'>>[];
  /** What `verify` found. */
  readonly found: readonly Recorded<EventOf<'difference'>>[];
  /** Lines that a crash tore. */
  readonly torn: readonly number[];
  /** Lines that this version does not know. */
  readonly unknown: readonly number[];
  /** Marks in the state directory that no line of the evidence accounts for. */
  readonly unaccounted: readonly string[];
  /** Digests of scripts, when there was more than one. */
  readonly scripts: readonly string[];
}

/** Compares what was recorded with the plan. */
export function differencesOf(evidence: Evidence, sessions: readonly Session[], state: StateDirectory): Differences {
  const steps = stepRecords(sessions);
  const planned = steps.filter((step) => step.planned);
  const changes = changesOf(sessions);
  const anew = anewSteps(sessions);
  return {
    notDone: planned.filter(({ timesDone }) => timesDone === 0),
    takenBack: planned.filter(
      ({ id, timesDone, changes: own }) => timesDone > 0 && own > 0 && !Object.hasOwn(state.done, id),
    ),
    repeated: planned.filter(({ id, timesDone, timesBegun }) =>
      anew.includes(id) ? timesBegun > timesDone : timesDone > 1 || timesBegun > 1,
    ),
    unclear: changes.filter(wasUnclear),
    faults: sessions.flatMap(faultsOf),
    notConfirmed: sessions.flatMap((session) => entriesOf(session, 'not-confirmed')),
    found: sessions.flatMap((session) => entriesOf(session, 'difference')),
    torn: evidence.lines.filter(({ torn }) => torn).map(({ number }) => number),
    unknown: evidence.lines.filter(({ torn, event }) => !torn && event === undefined).map(({ number }) => number),
    unaccounted: Object.keys(state.done).filter((id) => !steps.some((step) => step.id === id && step.timesDone > 0)),
    scripts: scriptsOf(sessions, state),
  };
}

function scriptsOf(sessions: readonly Session[], { runbook }: StateDirectory): string[] {
  const owner = runbook?.trim().split(' ')[1];
  const used = sessions.flatMap(({ start }) => (start === undefined ? [] : [start.event.script_sha256]));
  const digests = [...new Set([...used, ...(owner === undefined ? [] : [owner])])];
  return digests.length > 1 ? digests : [];
}

function faultsOf(session: Session): FaultyQuery[] {
  const groups: FaultyQuery[] = [];
  for (const query of entriesOf(session, 'query').filter(({ event }) => event.fault !== '')) {
    const before = groups.at(-1);
    if (before !== undefined && isSameFault(before.last, query)) {
      groups[groups.length - 1] = { ...before, last: query, times: before.times + 1 };
    } else {
      groups.push({ first: query, last: query, times: 1 });
    }
  }
  return groups;
}

function isSameFault({ event: before }: Recorded<EventOf<'query'>>, { event }: Recorded<EventOf<'query'>>): boolean {
  return (
    before.step === event.step &&
    before.command === event.command &&
    before.fault === event.fault &&
    before.error === event.error
  );
}
