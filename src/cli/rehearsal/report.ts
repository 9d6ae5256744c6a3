import type { PlannedStep } from '../../model/plan.js';
import type { LoggedCall } from '../../site/calls.js';
import type { NodeOutcome, RehearsalResult } from '../../site/rehearsal.js';

/** The end of a rehearsal in words: a table of the steps, and each node's boot parameters, before and after. */
export function rehearsalReport(steps: readonly PlannedStep[], result: RehearsalResult): string {
  return `${[...stepTable(steps, result), '', ...result.nodes.flatMap(nodeLines), ...lastLines(result)].join('\n')}\n`;
}

function stepTable(steps: readonly PlannedStep[], { calls, done, statuses }: RehearsalResult): string[] {
  const ok = statuses.at(-1) === 0;
  const reached = new Set(calls.map(({ step }) => step));
  const rows = steps.map((step) => [
    step.id,
    String(callsOf(step.id, calls)),
    resultOf(done.includes(step.id) || (step.anew && ok), reached.has(step.id)),
  ]);
  return alignColumns([['step', 'calls', 'result'], ...rows, ['in all', String(calls.length), ok ? 'ok' : 'FAILED']]);
}

function callsOf(step: string, calls: readonly LoggedCall[]): number {
  return calls.filter((call) => call.step === step).length;
}

function resultOf(done: boolean, reached: boolean): string {
  if (done) return 'done';
  return reached ? 'NOT DONE' : '-';
}

/** Rows of cells as lines whose columns begin below each other. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A node's kernel, initrd and parameters; `-` was there before, `+` is there now, words that stayed are shown once. */
function nodeLines({ xname, before, after }: NodeOutcome): string[] {
  return [
    `${xname}:`,
    ...fieldLines('kernel', before?.kernel, after?.kernel),
    ...fieldLines('initrd', before?.initrd, after?.initrd),
    ...wordLines(words(before?.params), words(after?.params)),
    '',
  ];
}

function fieldLines(name: string, before: string | undefined, after: string | undefined): string[] {
  if (before === after) return [`    ${name} ${after ?? '(none)'}`];
  return [`  - ${name} ${before ?? '(none)'}`, `  + ${name} ${after ?? '(none)'}`];
}

function words(params: string | undefined): string[] {
  return (params ?? '').split(/\s+/u).filter((word) => word !== '');
}

function wordLines(before: readonly string[], after: readonly string[]): string[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => [before[index], after[index]] as const).flatMap(([was, is]) =>
    was === is
      ? [`    ${is ?? ''}`]
      : [...(was === undefined ? [] : [`  - ${was}`]), ...(is === undefined ? [] : [`  + ${is}`])],
  );
}

function lastLines({ statuses, unused, nodes }: RehearsalResult): string[] {
  const runs = statuses.length === 1 ? 'The runbook' : `The runbook was run ${statuses.length} times and`;
  const unmet = unused.map((spec) => `The fault ${spec} met no call.`);
  return [...unmet, `${runs} ended with status ${statuses.join(', then ')}; ${nodes.length} nodes are shown above.`];
}
