import type { RunOutcome } from '../evidence/outcome.js';
import type { Chain, Evidence } from '../evidence/read-evidence.js';
import { entriesOf, type Session } from '../evidence/sessions.js';
import { counted, endText, utc } from './evidence-words.js';
import { type Rich, say } from './rich.js';

/** Where the runbook stands, as the first sentence of the document. */
export function outcomeText(outcome: RunOutcome | undefined): Rich {
  if (outcome === undefined) return say`**Unknown.** The evidence holds neither a run nor a roll-back.`;
  const { kind, session, end } = outcome;
  const at = lastTime(session);
  if (kind === 'complete') return say`**Complete.** The last step of the plan was done at ${at} UTC.`;
  if (kind === 'paused') return say`**Not complete.** The run ended at ${at} UTC without a fault before the last step.`;
  if (kind === 'rolled-back') return say`**Rolled back** at ${at} UTC.`;
  if (kind === 'not-rolled-back') return say`**Roll-back** ended at ${at} UTC; there was nothing to put back.`;
  const what = session.start?.event.command === 'rollback' ? 'Roll-back' : 'Run';
  const title = { stopped: 'Stopped.', interrupted: 'Interrupted.', silent: 'Interrupted.' }[kind];
  return say`**${title}** ${what}: ${endText(end)}; the last line is of ${at} UTC.`;
}

/** What a later `verify` found, if there was one. */
export function verifyTexts(sessions: readonly Session[]): Rich[] {
  const latest = sessions.findLast(({ start }) => start?.event.command === 'verify');
  if (latest === undefined) return [];
  const differences = entriesOf(latest, 'difference').length;
  const ended = entriesOf(latest, 'end').at(-1)?.event.status;
  const found = differences > 0 || ended === 0 ? counted(differences, 'difference') : 'no result, as it did not end';
  return [say`Verified last at ${utc(latest.start?.event.time)} UTC: ${found}.`];
}

/** Whether the evidence can be relied upon: the first sentence says it. */
export function chainTexts({ chain, lines }: Evidence): Rich[] {
  if (!chain.whole) return brokenTexts(chain);
  const torn = lines.filter((line) => line.torn).map(({ number }) => number);
  return [
    say`Chain of evidence: **whole**, ${counted(lines.length, 'line')}, the last with the SHA-256 \`${chain.digest}\`.`,
    ...(torn.length === 0 ? [] : [say`Torn by a crash, kept and continued after: line ${torn.join(', ')}.`]),
    ...(chain.endKnown ? [] : [say`\`evidence.head\` does not confirm the end: lines cut off there would not show.`]),
  ];
}

function brokenTexts({ line, why, finding }: Extract<Chain, { readonly whole: false }>): Rich[] {
  return [
    say`**THE CHAIN OF EVIDENCE IS BROKEN at line ${line} (${why}).** ${finding}`,
    why === 'cut-off'
      ? say`What this document says is incomplete.`
      : say`Only what stands before that line is proved; what this document takes from it and from later lines is not.`,
  ];
}

function lastTime({ start, entries }: Session): Rich {
  const last = entries.findLast(({ event }) => event.event !== 'torn-line'); // which the next start writes
  return utc(last?.event.time ?? start?.event.time);
}
