import { differencesOf } from '../evidence/differences.js';
import { nodesOf } from '../evidence/nodes.js';
import { outcomeOf } from '../evidence/outcome.js';
import type { Evidence } from '../evidence/read-evidence.js';
import { type Session, sessionsOf } from '../evidence/sessions.js';
import type { StateDirectory } from '../evidence/state-directory.js';
import { stepRecords } from '../evidence/steps.js';
import { generator } from '../model/generator.js';
import { differenceItems } from './evidence-differences.js';
import { nodeLines, wipeText } from './evidence-nodes.js';
import { chainTexts, outcomeText, verifyTexts } from './evidence-outcome.js';
import {
  approvedTable,
  changeTable,
  confirmationTable,
  type EvidenceTable,
  runbookOf,
  startTable,
  stepTable,
  valueTable,
} from './evidence-tables.js';
import { timelineRows } from './evidence-timeline.js';
import { recordedCode } from './evidence-words.js';
import { inlineText } from './markdown-escape.js';
import { markdownCell, markdownOf } from './markdown-rich.js';
import { tableLines } from './markdown-tables.js';
import type { Rich } from './rich.js';
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
    title: `Evidence of ${markdownOf(recordedCode(runbookOf(sessions, state)))}`,
    outcome: markdownOf(outcomeText(outcomeOf(sessions, state))),
    generator: inlineText(`${generator.name} ${generator.version}`),
  };
}

function listsOf(evidence: Evidence, sessions: readonly Session[], state: StateDirectory) {
  const nodes = nodesOf(state, sessions);
  const steps = stepRecords(sessions);
  const retries = steps.reduce((sum, step) => sum + step.retries, 0);
  const wipe = wipeText(nodes);
  return {
    verified: verifyTexts(sessions).map(markdownOf),
    chain: evidence.chain.whole ? chainTexts(evidence).map(markdownOf) : caution(chainTexts(evidence)),
    wipe: wipe === undefined ? [] : ['', ...caution([wipe])],
    approved: table(approvedTable(sessions)),
    starts: table(startTable(sessions)),
    steps: table(stepTable(steps)),
    differences: differenceItems(differencesOf(evidence, sessions, state), retries).map(markdownOf),
    confirmations: table(confirmationTable(sessions)),
    changes: table(changeTable(sessions)),
    nodes: nodeLines(nodes),
    values: table(valueTable(state)),
    timeline: table({ columns: ['Line', 'UTC', 'Step', 'What'], rows: timelineRows(evidence), none: 'Nothing.' }),
  };
}

function table({ columns, rows, none }: EvidenceTable): readonly string[] {
  const cells = rows.map((row) => row.map(markdownCell));
  return tableLines(columns, cells, none);
}

function caution(sentences: readonly Rich[]): string[] {
  return ['> [!CAUTION]', ...sentences.map((sentence) => `> ${markdownOf(sentence)}`)];
}
