import { type Change, changesOf } from '../evidence/changes.js';
import { endOf } from '../evidence/outcome.js';
import { entriesOf, type Session } from '../evidence/sessions.js';
import type { StateDirectory } from '../evidence/state-directory.js';
import type { StepRecord } from '../evidence/steps.js';
import { changeAnswer, endText, recordedCode, recordedText, utc } from './evidence-words.js';
import { joinRich, type Rich, say } from './rich.js';

/** A table of the evidence; without rows, `none` stands in its place. */
export interface EvidenceTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Rich[])[];
  readonly none: string;
}

/** The name of the runbook, as far as it is known. */
export function runbookOf(sessions: readonly Session[], { runbook = '' }: StateDirectory): string {
  const started = sessions.findLast(({ start }) => start !== undefined)?.start?.event.runbook;
  return started ?? runbook.trim().split(' ')[0] ?? '';
}

/** What was approved, and what ran. */
export function approvedTable(sessions: readonly Session[]): EvidenceTable {
  const starts = sessions.flatMap(({ start }) => (start === undefined ? [] : [start.event]));
  const different = (values: readonly string[]) => joinRich([...new Set(values)].map(recordedCode), ', ');
  const approved = starts.flatMap(({ approved: digest = '' }) => (digest === '' ? [] : [digest]));
  const signers = starts.flatMap(({ signed_by: name = '' }) => (name === '' ? [] : [name]));
  const rows: Rich[][] = [
    [['Runbook'], different(starts.map(({ runbook }) => runbook))],
    [['Change record'], different(starts.map(({ change_record }) => change_record))],
    [['SHA-256 of the script that ran'], different(starts.map(({ script_sha256 }) => script_sha256))],
    [say`SHA-256 given with \`--approved\``, approved.length === 0 ? say`*never given*` : different(approved)],
    [
      say`Signed by, as found with \`--allowed-signers\``,
      signers.length === 0 ? say`*never asked*` : different(signers),
    ],
  ];
  return { columns: ['What', 'Recorded'], rows: starts.length === 0 ? [] : rows, none: 'No start is recorded.' };
}

/** Who started the script, and how each start ended. */
export function startTable(sessions: readonly Session[]): EvidenceTable {
  const rows = sessions.map((session, index): Rich[] => {
    const { start } = session;
    const who = start?.event;
    return [
      [`${index + 1}`],
      start === undefined ? say`*lost*` : [`${start.number}`],
      utc(who?.time),
      ...[who?.command, who?.user, who?.sudo_user, who?.host, who?.tty].map((text = '') => recordedText(text)),
      recordedText(who === undefined ? '' : [`bash ${who.bash}`, who.jq, ...crayOf(session)].join(', ')),
      who?.approved === undefined || who.approved === '' ? ['no'] : recordedCode(who.approved),
      who?.signed_by === undefined || who.signed_by === '' ? ['not asked'] : recordedCode(who.signed_by),
      endText(endOf(session)),
    ];
  });
  const who = ['User', 'sudo user', 'Host', 'Terminal', 'Tools', 'Approved digest given', 'Signed by'];
  return { columns: ['#', 'Line', 'UTC', 'Command', ...who, 'Ended'], rows, none: 'None.' };
}

/** What the cray CLI said of its version, where the start came so far. */
function crayOf(session: Session): string[] {
  return entriesOf(session, 'tools').map(({ event }) => event.cray);
}

/** What became of each step. */
export function stepTable(steps: readonly StepRecord[]): EvidenceTable {
  const rows = steps.map((step, index): Rich[] => [
    [`${index + 1}`],
    recordedCode(step.id),
    utc(step.begun),
    step.done === undefined ? say`**not done**` : utc(step.done),
    ...[step.timesBegun, step.timesDone, step.seconds, step.queries, step.changes, step.retries].map((count) => [
      String(count),
    ]),
  ]);
  const counts = ['Times begun', 'Times done', 'Seconds', 'Queries', 'Changes', 'Retries'];
  return { columns: ['#', 'Step', 'First begun', 'Last done', ...counts], rows, none: 'No step was begun.' };
}

/** Who confirmed what. */
export function confirmationTable(sessions: readonly Session[]): EvidenceTable {
  const rows = sessions.flatMap((session) =>
    entriesOf(session, 'confirmed').map(({ number, event }): Rich[] => [
      [`${number}`],
      utc(event.time),
      recordedCode(event.step),
      recordedText(event.what),
      recordedText(event.by),
      recordedText(session.start?.event.user ?? ''),
      recordedText(session.start?.event.sudo_user ?? ''),
    ]),
  );
  const columns = ['Line', 'UTC', 'Step', 'What', 'Answered by', 'User', 'sudo user'];
  return { columns, rows, none: 'Nothing was confirmed.' };
}

/** Each command that altered the system, with its answer. */
export function changeTable(sessions: readonly Session[]): EvidenceTable {
  const rows = changesOf(sessions).map((change: Change): Rich[] => {
    const { number, event } = change.begun;
    return [
      [`${number}`],
      utc(event.time),
      recordedCode(event.step),
      recordedCode(event.command),
      changeAnswer(change),
    ];
  });
  return { columns: ['Line', 'UTC', 'Step', 'Command', 'Answer'], rows, none: 'None: nothing was altered.' };
}

/** The values that steps recorded. */
export function valueTable({ values }: StateDirectory): EvidenceTable {
  const rows = Object.entries(values).map(([name, value]) => [recordedCode(name), recordedCode(value)]);
  return { columns: ['Name', 'Value'], rows, none: 'None.' };
}
