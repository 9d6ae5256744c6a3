import type { Change } from '../evidence/changes.js';
import type { Differences, FaultyQuery } from '../evidence/differences.js';
import type { StepRecord } from '../evidence/steps.js';
import { changeAnswer, counted, recordedCode, recordedText } from './evidence-words.js';

/** Everything in which the run differs from the plan, as items of a list; one item says that there is nothing. */
export function differenceItems(differences: Differences, retries: number): string[] {
  const items = [...ofSteps(differences), ...ofChanges(differences), ...ofEvidence(differences)];
  if (retries > 0) items.push(`Queries repeated after a fault: ${retries}.`);
  return items.length === 0 ? ['None: every step was done once, without a fault.'] : items;
}

function ofSteps({ notDone, takenBack, repeated, found, notConfirmed }: Differences): string[] {
  return [
    ...notDone.map(({ id, timesBegun }) => `${step(id)} was ${timesBegun > 0 ? 'begun and not done' : 'not begun'}.`),
    ...takenBack.map(({ id }) => `${step(id)} is no longer marked as done, as after a roll-back: a run does it again.`),
    ...repeated.map(repeatedText),
    ...notConfirmed.map(({ number, event }) => `Not confirmed (line ${number}): ${recordedText(event.what)}`),
    ...found.map(({ number, event }) => `Found by verify (line ${number}): ${recordedText(event.what)}`),
  ];
}

function ofChanges({ unclear, faults }: Differences): string[] {
  return [...unclear.map(unclearText), ...faults.map(faultText)];
}

function ofEvidence({ torn, unknown, unaccounted, scripts }: Differences): string[] {
  return [
    ...(scripts.length === 0 ? [] : [`**More than one script**: ${scripts.map(recordedCode).join(', ')}.`]),
    ...unaccounted.map((id) => `**${step(id)} is marked as done, and no line of the evidence says so.**`),
    ...torn.map((line) => `Line ${line} was torn by a crash; what it said is lost.`),
    ...unknown.map((line) => `Line ${line} is not understood.`),
  ];
}

function repeatedText({ id, timesBegun, timesDone }: StepRecord): string {
  return `${step(id)} was begun ${counted(timesBegun, 'time')} and done ${counted(timesDone, 'time')}.`;
}

function faultText({ first, last, times }: FaultyQuery): string {
  const { command, fault, error } = first.event;
  const lines = times === 1 ? `line ${first.number}` : `${times} times, lines ${first.number} to ${last.number}`;
  const said = error === '' ? '' : `: ${recordedText(error)}`;
  return `Fault **${recordedText(fault)}** (${lines}) from ${recordedCode(command)}${said}`;
}

function unclearText(change: Change): string {
  const { number, event } = change.begun;
  const answer = changeAnswer(change);
  return `The effect of ${recordedCode(event.command)} (line ${number}) had to be looked up: ${answer}.`;
}

function step(id: string): string {
  return `Step ${recordedCode(id)}`;
}
