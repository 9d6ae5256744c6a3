import { type Change, changesOf } from '../evidence/changes.js';
import { differencesOf } from '../evidence/differences.js';
import { nodesOf } from '../evidence/nodes.js';
import { endOf, outcomeOf } from '../evidence/outcome.js';
import type { Evidence } from '../evidence/read-evidence.js';
import { entriesOf, type Session, sessionsOf } from '../evidence/sessions.js';
import type { StateDirectory } from '../evidence/state-directory.js';
import { type StepRecord, stepRecords } from '../evidence/steps.js';
import { generator } from '../model/generator.js';
import { differenceItems } from './evidence-differences.js';
import { nodeLines, wipeLines } from './evidence-nodes.js';
import { chainLines, outcomeText, verifyTexts } from './evidence-outcome.js';
import { timelineRows } from './evidence-timeline.js';
import { changeAnswer, endText, recordedCell, recordedCode, recordedText, utc } from './evidence-words.js';
import { inlineText } from './markdown-escape.js';
import { tableLines } from './markdown-tables.js';
import { renderTemplate, type Templates } from './template.js';

/**
 * evidence.md: what was approved, what was run and by whom, and in what it differs from the plan. The same state
 * directory gives the same bytes.
 *
 * @throws TemplateError
 */
export function renderEvidence(evidence: Evidence, state: StateDirectory, templates: Templates): string {
  const sessions = sessionsOf(evidence.lines);
  const data = { ...textsOf(sessions, state), ...listsOf(evidence, sessions, state) };
  return renderTemplate(templates, 'evidence.md.hbs', {
    places: [],
    flags: [],
    lists: Object.entries(data).flatMap(([name, value]) => (Array.isArray(value) ? [name] : [])),
    texts: Object.entries(data).flatMap(([name, value]) => (typeof value === 'string' ? [name] : [])),
    data,
  });
}

function textsOf(sessions: readonly Session[], state: StateDirectory) {
  return {
    title: `Evidence of ${recordedCode(runbookOf(sessions, state))}`,
    outcome: outcomeText(outcomeOf(sessions, state)),
    generator: inlineText(`${generator.name} ${generator.version}`),
  };
}

function listsOf(evidence: Evidence, sessions: readonly Session[], state: StateDirectory) {
  const nodes = nodesOf(state, sessions);
  const steps = stepRecords(sessions);
  const retries = steps.reduce((sum, step) => sum + step.retries, 0);
  const wipe = wipeLines(nodes);
  return {
    verified: verifyTexts(sessions),
    chain: chainLines(evidence),
    wipe: wipe.length === 0 ? [] : ['', ...wipe],
    approved: approvedLines(sessions),
    starts: startLines(sessions),
    steps: stepLines(steps),
    differences: differenceItems(differencesOf(evidence, sessions, state), retries),
    confirmations: confirmationLines(sessions),
    changes: changeLines(changesOf(sessions)),
    nodes: nodeLines(nodes),
    values: valueLines(state),
    timeline: tableLines(['Line', 'UTC', 'Step', 'What'], timelineRows(evidence), 'Nothing.'),
  };
}

function runbookOf(sessions: readonly Session[], { runbook = '' }: StateDirectory): string {
  const started = sessions.findLast(({ start }) => start !== undefined)?.start?.event.runbook;
  return started ?? runbook.trim().split(' ')[0] ?? '';
}

function approvedLines(sessions: readonly Session[]): readonly string[] {
  const starts = sessions.flatMap(({ start }) => (start === undefined ? [] : [start.event]));
  const different = (values: readonly string[]) => [...new Set(values)].map(recordedCell).join(', ');
  const approved = starts.flatMap(({ approved: digest = '' }) => (digest === '' ? [] : [digest]));
  const rows = [
    ['Runbook', different(starts.map(({ runbook }) => runbook))],
    ['Change record', different(starts.map(({ change_record }) => change_record))],
    ['SHA-256 of the script that ran', different(starts.map(({ script_sha256 }) => script_sha256))],
    ['SHA-256 given with `--approved`', approved.length === 0 ? '*never given*' : different(approved)],
  ];
  return tableLines(['What', 'Recorded'], starts.length === 0 ? [] : rows, 'No start is recorded.');
}

function startLines(sessions: readonly Session[]): readonly string[] {
  const rows = sessions.map((session, index) => {
    const { start } = session;
    const who = start?.event;
    return [
      `${index + 1}`,
      start === undefined ? '*lost*' : `${start.number}`,
      utc(who?.time),
      ...[who?.command, who?.user, who?.sudo_user, who?.host, who?.tty].map((text = '') => recordedText(text)),
      recordedText(who === undefined ? '' : `bash ${who.bash}, ${who.jq}`),
      who?.approved === undefined || who.approved === '' ? 'no' : recordedCell(who.approved),
      endText(endOf(session)),
    ];
  });
  const who = ['User', 'sudo user', 'Host', 'Terminal', 'Tools'];
  return tableLines(['#', 'Line', 'UTC', 'Command', ...who, 'Approved digest given', 'Ended'], rows, 'None.');
}

function stepLines(steps: readonly StepRecord[]): readonly string[] {
  const rows = steps.map((step, index) => [
    `${index + 1}`,
    recordedCell(step.id),
    utc(step.begun),
    step.done === undefined ? '**not done**' : utc(step.done),
    ...[step.timesBegun, step.timesDone, step.seconds, step.queries, step.changes, step.retries].map(String),
  ]);
  const counts = ['Times begun', 'Times done', 'Seconds', 'Queries', 'Changes', 'Retries'];
  return tableLines(['#', 'Step', 'First begun', 'Last done', ...counts], rows, 'No step was begun.');
}

function confirmationLines(sessions: readonly Session[]): readonly string[] {
  const rows = sessions.flatMap((session) =>
    entriesOf(session, 'confirmed').map(({ number, event }) => [
      `${number}`,
      utc(event.time),
      recordedCell(event.step),
      recordedText(event.what),
      recordedText(event.by),
      recordedText(session.start?.event.user ?? ''),
      recordedText(session.start?.event.sudo_user ?? ''),
    ]),
  );
  return tableLines(
    ['Line', 'UTC', 'Step', 'What', 'Answered by', 'User', 'sudo user'],
    rows,
    'Nothing was confirmed.',
  );
}

function changeLines(changes: readonly Change[]): readonly string[] {
  const rows = changes.map((change) => {
    const { number, event } = change.begun;
    return [`${number}`, utc(event.time), recordedCell(event.step), recordedCell(event.command), changeAnswer(change)];
  });
  return tableLines(['Line', 'UTC', 'Step', 'Command', 'Answer'], rows, 'None: nothing was altered.');
}

function valueLines({ values }: StateDirectory): readonly string[] {
  const rows = Object.entries(values).map(([name, value]) => [recordedCell(name), recordedCell(value)]);
  return tableLines(['Name', 'Value'], rows, 'None.');
}
