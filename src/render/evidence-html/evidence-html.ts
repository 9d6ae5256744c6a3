import { differencesOf } from '../../evidence/differences.js';
import { changedWords, type NodeRecord, type Nodes, nodesOf } from '../../evidence/nodes.js';
import { outcomeOf, type RunOutcome } from '../../evidence/outcome.js';
import type { Evidence } from '../../evidence/read-evidence.js';
import { type Session, sessionsOf } from '../../evidence/sessions.js';
import type { StateDirectory } from '../../evidence/state-directory.js';
import { stepRecords } from '../../evidence/steps.js';
import { generator } from '../../model/generator.js';
import { allVisible } from '../../model/visible.js';
import { differenceItems } from '../evidence-differences.js';
import { stateText, wipeText, withoutNodes } from '../evidence-nodes.js';
import { chainTexts, outcomeText, verifyTexts } from '../evidence-outcome.js';
import {
  approvedTable,
  changeTable,
  confirmationTable,
  type EvidenceTable,
  runbookOf,
  startTable,
  stepTable,
  valueTable,
} from '../evidence-tables.js';
import { timelineRows } from '../evidence-timeline.js';
import { concat, type Html, html } from '../html/html.js';
import { renderPage } from '../html/page.js';
import { calloutHtml, itemsHtml, sectionOf, tableHtml } from '../html/review-blocks.js';
import { htmlOf } from '../html/rich-html.js';
import { plainText, type Rich, say } from '../rich.js';
import type { Templates } from '../template.js';
import { timelineLegend, timelineSvg } from './timeline-svg.js';

/**
 * evidence.html: what evidence.md says, with the timeline drawn to scale and the changed words marked. The same state
 * directory gives the same bytes.
 *
 * @throws TemplateError
 */
export function renderEvidenceHtml(evidence: Evidence, state: StateDirectory, templates: Templates): string {
  const sessions = sessionsOf(evidence.lines);
  const runbook = allVisible(runbookOf(sessions, state));
  const nodes = nodesOf(state, sessions);
  const wipe = wipeText(nodes);
  const sections = sectionsOf(evidence, sessions, state, nodes);
  return renderPage(templates, 'evidence.html.hbs', {
    title: `Evidence of ${runbook}`,
    footer: evidence.chain.whole ? `evidence sha256 ${evidence.chain.digest}` : 'evidence: THE CHAIN IS BROKEN',
    parts: {
      heading: html`Evidence of <code>${runbook}</code>`,
      outcome: outcomeHtml(outcomeOf(sessions, state)),
      verified: concat(verifyTexts(sessions).map(paragraph)),
      chain: chainHtml(evidence),
      wipe: wipe === undefined ? html`` : calloutHtml('danger', wipe),
      contents: concat(
        sections.map(
          ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`,
        ),
      ),
      sections: concat(sections.map(({ id, title, parts }) => sectionOf(id, title, parts))),
      generator: concat(`${generator.name} ${generator.version}`),
    },
  });
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly Html[];
}

function sectionsOf(evidence: Evidence, sessions: readonly Session[], state: StateDirectory, nodes: Nodes): Part[] {
  const steps = stepRecords(sessions);
  const retries = steps.reduce((sum, step) => sum + step.retries, 0);
  const differences = differenceItems(differencesOf(evidence, sessions, state), retries);
  const lines: EvidenceTable = {
    columns: ['Line', 'UTC', 'Step', 'What'],
    rows: timelineRows(evidence),
    none: 'Nothing.',
  };
  return [
    { id: 'timeline', title: 'Timeline', parts: timelines(sessions) },
    {
      id: 'differences',
      title: 'Differences to the plan',
      parts: [
        html`<ul>${itemsHtml(differences)}</ul>
`,
      ],
    },
    { id: 'nodes', title: 'Nodes, before and after', parts: nodesHtml(nodes) },
    { id: 'changes', title: 'Commands that altered the system', parts: [table('Changes', changeTable(sessions))] },
    { id: 'approved', title: 'Approved', parts: [table('Approved', approvedTable(sessions))] },
    { id: 'starts', title: 'Who ran it', parts: [table('Starts', startTable(sessions))] },
    { id: 'steps', title: 'Steps', parts: [table('Steps', stepTable(steps))] },
    {
      id: 'confirmations',
      title: 'Confirmations',
      parts: [
        paragraph(say`\`--yes\` and \`--accept-wipe\` stand for answers given beforehand on the command line.`),
        table('Confirmations', confirmationTable(sessions)),
      ],
    },
    { id: 'values', title: 'Recorded values', parts: [table('Values', valueTable(state))] },
    {
      id: 'lines',
      title: 'Every line',
      parts: [
        paragraph(say`In the order of the chain: what is done to nodes side by side is recorded node by node when they have
          ended. Numbers of lines are those of \`evidence.jsonl\`, from 1.`),
        table('Lines of evidence', lines),
      ],
    },
  ];
}

function timelines(sessions: readonly Session[]): Html[] {
  const drawn = sessions.flatMap((session, index) => {
    const drawing = timelineSvg(session, index + 1);
    const command = allVisible(session.start?.event.command ?? 'unknown');
    return drawing === undefined
      ? []
      : [
          html`<h3 class="minor">Start ${index + 1}: ${command}</h3>
${drawing}`,
        ];
  });
  const intro = paragraph(say`Each start of the script on a scale of its own; all times are UTC.`);
  return drawn.length === 0 ? [paragraph(['Nothing.'])] : [intro, ...drawn, timelineLegend()];
}

function outcomeHtml(outcome: RunOutcome | undefined): Html {
  const isGood = outcome?.kind === 'complete' || outcome?.kind === 'rolled-back';
  const tone = isGood ? 'good' : 'warning';
  return html`<div class="callout ${tone}" role="note" aria-label="Outcome"><p class="tone">Outcome</p><p>${htmlOf(outcomeText(outcome))}</p></div>
`;
}

function chainHtml(evidence: Evidence): Html {
  const sentences = chainTexts(evidence);
  if (evidence.chain.whole) return concat(sentences.map(paragraph));
  return concat(
    sentences.slice(0, 1).map((text) => calloutHtml('danger', text)),
    sentences.slice(1).map(paragraph),
  );
}

function nodesHtml(nodes: Nodes): Html[] {
  const none = withoutNodes(nodes);
  if (nodes.kind !== 'known' || none !== undefined) return none === undefined ? [] : [paragraph(none)];
  const intro =
    paragraph(say`Struck out as it was saved, underlined as this runbook writes it, the rest is unchanged. Blanks
    between words are shown as one.`);
  return [intro, ...nodes.nodes.map(nodeHtml)];
}

function nodeHtml(node: NodeRecord): Html {
  const { xname, before, after } = node;
  const title = html`<h3 class="minor"><code>${allVisible(xname)}</code></h3>
${paragraph(stateText(node))}`;
  if (after === undefined) return html`${title}${paragraph(['What it was to boot was not recorded.'])}`;
  const rows = (['kernel', 'initrd', 'params'] as const).map(
    (key) => html`<div><dt>${key}</dt><dd>${wordsHtml(before[key], after[key])}</dd></div>
`,
  );
  return html`${title}<dl class="facts compared">
${rows}</dl>
`;
}

/** A changed word in two elements that a screen reader tells apart, with a sign for those who see no colour. */
function wordsHtml(before: string, after: string): Html {
  const words = changedWords(before, after).map(({ sign, text }) => {
    const shown = html`<code>${allVisible(text)}</code>`;
    if (sign === ' ') return shown;
    return sign === '-' ? html`<del>${shown}</del>` : html`<ins>${shown}</ins>`;
  });
  return concat(words.map((word, index) => (index === 0 ? word : html` ${word}`)));
}

function table(name: string, { columns, rows, none }: EvidenceTable): Html {
  if (rows.length === 0) return paragraph([none]);
  const wide = columns.map((title) => ({ title, width: 1 }));
  return tableHtml(name, wide, rows);
}

function paragraph(text: Rich): Html {
  return plainText(text) === ''
    ? html``
    : html`<p>${htmlOf(text)}</p>
`;
}
