import type { EventOf } from '../model/evidence.js';
import { entriesOf, type Recorded, type Session } from './sessions.js';

/** A command that alters the system, as it was carried out once. */
export interface Change {
  readonly session: Session;
  readonly begun: Recorded<EventOf<'change-begun'>>;
  /** Undefined when the run ended during it. */
  readonly ended: Recorded<EventOf<'change-ended'>> | undefined;
}

/** Every change, in the order of the evidence. */
export function changesOf(sessions: readonly Session[]): Change[] {
  return sessions.flatMap((session) => {
    const ends = entriesOf(session, 'change-ended');
    return entriesOf(session, 'change-begun').map((begun) => {
      const at = ends.findIndex((end) => isEndOf(begun, end));
      return { session, begun, ended: at < 0 ? undefined : ends.splice(at, 1)[0] };
    });
  });
}

/** Whether the answer told nothing, so that only a look at the system tells what the change did. */
export function wasUnclear({ ended }: Change): boolean {
  return ended === undefined || ended.event.fault !== '';
}

function isEndOf(begun: Recorded<EventOf<'change-begun'>>, end: Recorded<EventOf<'change-ended'>>): boolean {
  const { step, command } = begun.event;
  return end.number > begun.number && end.event.step === step && end.event.command === command;
}
