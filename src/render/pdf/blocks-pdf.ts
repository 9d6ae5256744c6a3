import type { PlannedStep } from '../../model/plan.js';
import type { Effect } from '../../model/step.js';
import { effectLabels } from '../effects.js';
import type { Block, Column, Fact, Section, StepPart } from '../review/document.js';
import { plainText, type Rich } from '../rich.js';
import { type Content, colours, keptWhole, textWidth, together } from './content.js';
import { pdfOf } from './rich-pdf.js';
import { commandsContent, scriptContent } from './script-pdf.js';
import type { Shown } from './visible-text.js';

/** A section with its heading, which stands in the table of contents. */
export function sectionContent({ id, title, blocks: [first, ...others] }: Section, shown: Shown): Content[] {
  const heading = { text: title, style: 'h2', id, tocItem: true };
  const start = first?.kind === 'text' ? together(heading, paragraph(first.text, shown)) : heading;
  const rest = first?.kind === 'text' || first === undefined ? others : [first, ...others];
  const page = ['traceability', 'script', 'sign-off'].includes(id) ? [{ text: '', pageBreak: 'after' }] : []; // long tables
  return [...page, start, ...rest.flatMap((block) => blockContent(block, shown))];
}

function blockContent(block: Block, shown: Shown): Content[] {
  switch (block.kind) {
    case 'text':
      return [paragraph(block.text, shown)];
    case 'danger':
      return [callout('Danger', colours.danger, block.text, shown)];
    case 'list':
      return [list(block.items, shown)];
    case 'table':
      return [table(block.columns, block.rows, shown)];
    case 'shell':
      return [box({ text: block.lines.map(shown).join('\n'), style: 'code', preserveLeadingSpaces: true })];
    case 'flow':
      return flow(block.steps, shown);
    case 'alterations':
      return block.groups.map(({ step, effect, commands }) =>
        together({ text: pdfOf([...step, ' ', { effect }], shown), style: 'h3' }, commandsContent(commands, shown)),
      );
    case 'steps':
      return block.parts.flatMap((part) => stepContent(part, shown));
    case 'script':
      return [scriptContent(block.text, block.altering, shown)];
    case 'signatures':
      return [signatures(block.roles)];
  }
}

/** What nobody may overlook, with a thick bar. */
export function callout(label: string, colour: string, text: Rich, shown: Shown): Content {
  const stack = [
    { text: label.toUpperCase(), bold: true, color: colour, fontSize: 7.5, characterSpacing: 0.8 },
    { text: pdfOf(text, shown), margin: [0, 2, 0, 0] },
  ];
  const body = [
    [
      { text: '', fillColor: colour },
      { stack, margin: [6, 4, 6, 5] },
    ],
  ];
  const line = () => colour;
  const layout = {
    hLineColor: line,
    vLineColor: line,
    hLineWidth: () => 1,
    vLineWidth: () => 1,
    paddingLeft: () => 0,
    paddingRight: () => 0,
  };
  const widths = [8, textWidth - 8 - 3]; // the lines take three points
  return { margin: [0, 4, 0, 8], layout, unbreakable: true, table: { widths, body } };
}

/** Facts in two columns: all of them, or a part of a table that can be parted there. */
export function facts(rows: readonly Fact[], shown: Shown, part: 'all' | 'first' | 'rest' = 'all'): Content {
  const body = rows.map((fact) => [
    { text: fact.what, color: colours.soft, fontSize: 8 },
    'text' in fact ? { text: pdfOf(fact.text, shown) } : list(fact.items, shown),
  ]);
  const lengths = rows
    .flatMap((fact) => ('text' in fact ? [fact.text] : fact.items))
    .map((text) => plainText(text).length);
  const whole = keptWhole(lengths, 2000);
  // In a width that is not given, a word that is longer than the line runs off the page.
  const layout = part === 'rest' ? 'rowsOn' : 'rows';
  return {
    layout,
    margin: [0, 0, 0, part === 'first' ? 0 : 6],
    table: { widths: [92, textWidth - 92 - 12], body, ...whole },
  };
}

function paragraph(text: Rich, shown: Shown): Content {
  return { text: pdfOf(text, shown), margin: [0, 0, 0, 6] };
}

function list(items: readonly Rich[], shown: Shown): Content {
  return { ul: items.map((item) => ({ text: pdfOf(item, shown) })), margin: [0, 0, 0, 4] };
}

/** A box for commands, filled. */
export function box(content: Content): Content {
  return { layout: 'box', margin: [0, 0, 0, 8], table: { widths: [textWidth - 9], body: [[content]] } };
}

function table(columns: readonly Column[], rows: readonly (readonly Rich[])[], shown: Shown): Content {
  const sum = columns.reduce((total, { width }) => total + width, 0);
  const widths = columns.map(({ width }) => Math.max(14, (width / sum) * textWidth - 6));
  const scale = (textWidth - 6 * columns.length) / widths.reduce((total, width) => total + width, 0);
  const head = columns.map(({ title, isNumber }) => ({ text: title, bold: true, ...aligned(isNumber) }));
  const body = rows.map((cells) => {
    const wipes = cells.some((cell) =>
      cell.some((span) => typeof span !== 'string' && 'effect' in span && span.effect === 'wipes'),
    );
    const fill = wipes ? { fillColor: colours.band } : {};
    return cells.map((cell, at) => ({ text: pdfOf(cell, shown), ...aligned(columns[at]?.isNumber), ...fill }));
  });
  const whole = keptWhole(
    rows.flatMap((cells) => cells.map((cell) => plainText(cell).length)),
    600,
  );
  return {
    layout: 'rows',
    style: 'table',
    margin: [0, 0, 0, 8],
    table: {
      headerRows: 1,
      ...(whole.dontBreakRows ? { keepWithHeaderRows: 1 } : {}),
      ...whole,
      widths: widths.map((width) => width * scale),
      body: [head, ...body],
    },
  };
}

function aligned(isNumber: true | undefined) {
  return isNumber === true ? { alignment: 'right' } : {};
}

const marks: Readonly<Record<Effect, string>> = { reads: '○', creates: '□', changes: '◆', wipes: '■ !' };

/** The steps from top to bottom with a mark below each service, as in the page. */
function flow(steps: readonly PlannedStep[], shown: Shown): Content[] {
  const lanes = [...new Set(steps.flatMap(({ services }) => services))];
  const head = ['#', 'Step', 'Effect', ...lanes].map((text, at) => ({
    text,
    bold: true,
    ...(at > 2 ? { alignment: 'center' } : {}),
  }));
  const body = steps.map(({ number, id, title, effect, services }) => {
    const fill = effect === 'wipes' ? { fillColor: colours.band } : {};
    const colour = { color: colours[effect], bold: effect !== 'reads' };
    const label = effect === 'wipes' ? `${marks.wipes} CAN WIPE DISKS` : `${marks[effect]} ${effectLabels[effect]}`;
    return [
      { text: `${number}`, ...fill },
      { text: [{ text: shown(id), style: 'code', bold: true }, `  ${shown(title)}`], ...fill },
      { text: label, ...colour, ...fill },
      ...lanes.map((lane) => ({
        text: services.includes(lane) ? marks[effect] : '',
        alignment: 'center',
        ...colour,
        ...fill,
      })),
    ];
  });
  const widths = [14, '*', 92, ...lanes.map(() => 24)];
  return [
    {
      layout: 'rows',
      style: 'table',
      margin: [0, 0, 0, 8],
      table: { headerRows: 1, dontBreakRows: true, widths, body: [head, ...body] },
    },
  ];
}

function stepContent({ id, label, step, why, facts: rows, where, commands }: StepPart, shown: Shown): Content[] {
  const heading: Rich = [`${label}: `, { code: step.id }, '  ', { effect: step.effect }];
  const place = { text: pdfOf([...where, commands.length === 0 ? '.' : ':'], shown), color: colours.soft, fontSize: 8 };
  return [
    together(
      { text: pdfOf(heading, shown), style: 'h3', id, tocItem: true, tocMargin: [12, 0, 0, 0] },
      { text: [{ text: `${shown(step.title)}. `, bold: true }, ...pdfOf(why, shown)], margin: [0, 0, 0, 4] },
      facts(rows.slice(0, 2), shown, rows.length > 2 ? 'first' : 'all'),
    ),
    ...(rows.length > 2 ? [facts(rows.slice(2), shown, 'rest')] : []),
    together(place, ...(commands.length === 0 ? [] : [commandsContent(commands, shown)])),
  ];
}

function signatures(roles: readonly string[]): Content {
  const head = ['', 'Name', 'Date', 'Signature'].map((text) => ({ text, bold: true }));
  const body = roles.map((role) => [{ text: role, margin: [0, 12, 0, 12] }, '', '', '']);
  return { margin: [0, 6, 0, 0], table: { widths: [80, '*', 90, '*'], dontBreakRows: true, body: [head, ...body] } };
}
