import { effectLabels } from '../effects.js';
import type { Alterations, Block, Column, Fact, Section, StepPart } from '../review/document.js';
import { plainText, type Rich } from '../rich.js';
import type { ScriptCommand } from '../script-steps.js';
import { flowSvg, legendHtml } from './flow-svg.js';
import { concat, type Html, html } from './html.js';
import { htmlOf } from './rich-html.js';
import { type ColouredLines, excerptHtml, listingHtml } from './script-listing.js';

/** A section with its heading; it quotes the script from its coloured lines. */
export function sectionHtml({ id, title, blocks }: Section, script: ColouredLines): Html {
  return sectionOf(
    id,
    title,
    blocks.map((block) => blockHtml(block, script)),
  );
}

/** A heading with what stands below it; its anchor must be unique in the document. */
export function sectionOf(id: string, title: string, parts: readonly Html[]): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${parts}</section>
`;
}

function blockHtml(block: Block, script: ColouredLines): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${htmlOf(block.text)}</p>
`;
    case 'danger':
      return calloutHtml('danger', block.text);
    case 'list':
      return html`<ul>${itemsHtml(block.items)}</ul>
`;
    case 'table':
      return tableHtml(block.name, block.columns, block.rows);
    case 'shell':
      return html`<pre class="shell" tabindex="0" role="region" aria-label="${block.name}"><code>${block.lines.join('\n')}</code></pre>
`;
    case 'flow':
      return html`<div class="scroll" tabindex="0" role="region" aria-label="Flow of the steps">${flowSvg(block.steps)}</div>
${legendHtml([...new Set(block.steps.map(({ effect }) => effect))])}
`;
    case 'alterations':
      return concat(block.groups.map((group) => alterationsHtml(group, script)));
    case 'steps':
      return concat(block.parts.map((part) => stepHtml(part, script)));
    case 'script':
      return html`<pre class="script" tabindex="0" role="region" aria-label="Listing of runbook.sh"><code>${listingHtml(script, block.altering)}</code></pre>
`;
    case 'signatures':
      return signaturesHtml(block.roles);
  }
}

/** What nobody may overlook, or a warning. */
export function calloutHtml(tone: 'danger' | 'warning', text: Rich): Html {
  const label = tone === 'danger' ? 'Danger' : 'Warning';
  return html`<div class="callout ${tone}" role="note" aria-label="${label}"><p class="tone">${label}</p><p>${htmlOf(text)}</p></div>
`;
}

/** Facts as a list of terms. */
export function factsHtml(facts: readonly Fact[]): Html {
  const rows = facts.map((fact) => {
    const text = 'text' in fact ? htmlOf(fact.text) : html`<ul>${itemsHtml(fact.items)}</ul>`;
    return html`<div><dt>${fact.what}</dt><dd>${text}</dd></div>
`;
  });
  return html`<dl class="facts">
${rows}</dl>
`;
}

/** Sentences as the items of a list. */
export function itemsHtml(items: readonly Rich[]): Html {
  return concat(items.map((item) => html`<li>${htmlOf(item)}</li>`));
}

/** A table in a box of its own, which scrolls where the page is narrow. */
export function tableHtml(name: string, columns: readonly Column[], rows: readonly (readonly Rich[])[]): Html {
  const heads = columns.map(({ title, isNumber }) => html`<th scope="col"${numberClass(isNumber)}>${title}</th>`);
  const lines = rows.map((cells) => {
    const danger = cells.some((cell) =>
      cell.some((span) => typeof span !== 'string' && 'effect' in span && span.effect === 'wipes'),
    );
    return html`<tr${danger ? html` class="wipes"` : ''}>${cells.map((cell, at) => cellHtml(cell, columns[at]))}</tr>
`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${name}"><table class="t-${columns.length}">
<caption>${name}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>
`;
}

function cellHtml(cell: Rich, column: Column | undefined): Html {
  return html`<td${numberClass(column?.isNumber)}>${htmlOf(cell)}</td>`;
}

function numberClass(isNumber: true | undefined): Html {
  return isNumber === true ? html` class="n"` : html``;
}

function alterationsHtml({ step, effect, commands }: Alterations, script: ColouredLines): Html {
  return html`<h3 class="minor">${htmlOf(step)} ${htmlOf([{ effect }])}</h3>
${commandsHtml(commands, `Altering commands of ${plainText(step)}`, script)}`;
}

function stepHtml({ id, label, step, why, facts, where, commands }: StepPart, script: ColouredLines): Html {
  const name = `Commands of ${label}, ${step.id}`;
  return html`<section class="step e-${step.effect}" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><span class="label">${label}</span> <code>${step.id}</code> <span class="badge e-${step.effect}">${effectLabels[step.effect]}</span></h3>
<p><strong>${step.title}.</strong> ${htmlOf(why)}</p>
${factsHtml(facts)}<p class="where">${htmlOf(where)}${commands.length === 0 ? '.' : ':'}</p>
${commands.length === 0 ? '' : commandsHtml(commands, name, script)}</section>
`;
}

function commandsHtml(commands: readonly ScriptCommand[], name: string, script: ColouredLines): Html {
  const lines = commands.map((command) => excerptHtml(command.lines, command.alters, script));
  return html`<pre class="excerpt" tabindex="0" role="region" aria-label="${name}"><code>${lines}</code></pre>
`;
}

function signaturesHtml(roles: readonly string[]): Html {
  const cell = html`<td></td>`;
  const rows = roles.map(
    (role) => html`<tr><th scope="row">${role}</th>${cell}${cell}${cell}</tr>
`,
  );
  return html`<table class="signatures">
<caption>Sign-off</caption>
<thead><tr><th scope="col">For this script</th><th scope="col">Name</th><th scope="col">Date</th><th scope="col">Signature</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`;
}
