import type { EventName, EventOf, EvidenceEvent } from '../model/evidence.js';
import type { EvidenceLine } from './read-evidence.js';

/** A line that was understood. */
export interface Recorded<Event extends EvidenceEvent = EvidenceEvent> {
  readonly number: number;
  readonly linked: boolean;
  readonly event: Event;
}

/** One start of the script and what it recorded. */
export interface Session {
  /** Undefined when the line is lost. */
  readonly start: Recorded<EventOf<'start'>> | undefined;
  readonly entries: readonly Recorded[];
}

/** What the lines say, start by start. */
export function sessionsOf(lines: readonly EvidenceLine[]): Session[] {
  const sessions: { start: Recorded<EventOf<'start'>> | undefined; entries: Recorded[] }[] = [];
  let current: Recorded[] = [];
  for (const { number, linked, event } of lines) {
    if (event?.event === 'start') {
      current = [];
      sessions.push({ start: { number, linked, event }, entries: current });
    } else if (event !== undefined) {
      if (sessions.length === 0) sessions.push({ start: undefined, entries: current });
      current.push({ number, linked, event });
    }
  }
  return sessions.map((session, index) => ({ ...session, entries: ownEntries(sessions, index) }));
}

/** All entries of one event. */
export function entriesOf<Name extends EventName>({ entries }: Session, name: Name): Recorded<EventOf<Name>>[] {
  return entries.flatMap((entry) => (isOf(entry, name) ? [entry] : []));
}

/** The steps that were to be carried out, as far as the evidence tells. */
export function plannedSteps(sessions: readonly Session[]): string[] {
  const runs = sessions.filter(({ start }) => start === undefined || start.event.command === 'run');
  const stated = runs.findLast(({ start }) => start?.event.steps !== undefined)?.start?.event.steps;
  if (stated !== undefined) return stated.split(' ').filter((id) => id !== '');
  return [...new Set(runs.flatMap((run) => entriesOf(run, 'step-begun').map(({ event }) => event.step)))];
}

/** The steps that each run carries out anew, as far as the evidence tells. */
export function anewSteps(sessions: readonly Session[]): string[] {
  return sessions.findLast(({ start }) => start?.event.anew !== undefined)?.start?.event.anew?.split(' ') ?? [];
}

function isOf<Name extends EventName>(entry: Recorded, name: Name): entry is Recorded<EventOf<Name>> {
  return entry.event.event === name;
}

/** What nodes updated side by side left behind in a run that was killed is chained by the next start. */
function ownEntries(sessions: readonly Session[], index: number): Recorded[] {
  const [session, next] = [sessions[index], sessions[index + 1]];
  const own = session?.entries.slice(index === 0 ? 0 : leftBehind(session)) ?? [];
  return [...own, ...(next?.entries.slice(0, leftBehind(next)) ?? [])];
}

function leftBehind({ start, entries }: Session): number {
  if (start === undefined) return 0;
  const own = entries.findIndex(({ event }) => event.time >= start.event.time);
  return own < 0 ? entries.length : own;
}
