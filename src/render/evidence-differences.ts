import type { Change } from '../evidence/changes.js';
import type { Differences, FaultyQuery } from '../evidence/differences.js';
import type { StepRecord } from '../evidence/steps.js';
import { changeAnswer, counted, recordedCode, recordedText } from './evidence-words.js';
import { joinRich, type Rich, say } from './rich.js';

/** Everything in which the run differs from the plan, as items of a list; one item says that there is nothing. */
export function differenceItems(differences: Differences, retries: number): Rich[] {
  const items = [...ofSteps(differences), ...ofChanges(differences), ...ofEvidence(differences)];
  if (retries > 0) items.push(say`Queries repeated after a fault: ${retries}.`);
  return items.length === 0 ? [say`None: every step was done once, without a fault.`] : items;
}

function ofSteps({ notDone, takenBack, repeated, found, notConfirmed }: Differences): Rich[] {
  return [
    ...notDone.map(
      ({ id, timesBegun }) => say`${step(id)} was ${timesBegun > 0 ? 'begun and not done' : 'not begun'}.`,
    ),
    ...takenBack.map(
      ({ id }) => say`${step(id)} is no longer marked as done, as after a roll-back: a run does it again.`,
    ),
    ...repeated.map(repeatedText),
    ...notConfirmed.map(({ number, event }) => say`Not confirmed (line ${number}): ${recordedText(event.what)}`),
    ...found.map(({ number, event }) => say`Found by verify (line ${number}): ${recordedText(event.what)}`),
  ];
}

function ofChanges({ unclear, faults }: Differences): Rich[] {
  return [...unclear.map(unclearText), ...faults.map(faultText)];
}

function ofEvidence({ torn, unknown, unaccounted, scripts }: Differences): Rich[] {
  return [
    ...(scripts.length === 0 ? [] : [say`**More than one script**: ${joinRich(scripts.map(recordedCode), ', ')}.`]),
    ...unaccounted.map((id) => say`**${step(id)} is marked as done, and no line of the evidence says so.**`),
    ...torn.map((line) => say`Line ${line} was torn by a crash; what it said is lost.`),
    ...unknown.map((line) => say`Line ${line} is not understood.`),
  ];
}

function repeatedText({ id, timesBegun, timesDone }: StepRecord): Rich {
  return say`${step(id)} was begun ${counted(timesBegun, 'time')} and done ${counted(timesDone, 'time')}.`;
}

function faultText({ first, last, times }: FaultyQuery): Rich {
  const { command, fault, error } = first.event;
  const lines = times === 1 ? `line ${first.number}` : `${times} times, lines ${first.number} to ${last.number}`;
  const said = error === '' ? [] : say`: ${recordedText(error)}`;
  return say`Fault **${recordedText(fault)}** (${lines}) from ${recordedCode(command)}${said}`;
}

function unclearText(change: Change): Rich {
  const { number, event } = change.begun;
  const answer = changeAnswer(change);
  return say`The effect of ${recordedCode(event.command)} (line ${number}) had to be looked up: ${answer}.`;
}

function step(id: string): Rich {
  return say`Step ${recordedCode(id)}`;
}
