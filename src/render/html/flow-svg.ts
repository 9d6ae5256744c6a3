import type { PlannedStep } from '../../model/plan.js';
import type { Effect } from '../../model/step.js';
import { effectLabels, effectWords } from '../effects.js';
import { type Html, html } from './html.js';

const rowHeight = 38;
const top = 34;
const spine = 22;
const textAt = 48;
const lanesAt = 392;
const laneWidth = 46;

/**
 * The steps from top to bottom, with a mark below each service that a step talks to. Effects differ in colour, in the
 * form of the mark and in words; a step that can let disks be wiped has a hatched band over the whole width.
 */
export function flowSvg(steps: readonly PlannedStep[]): Html {
  const lanes = [...new Set(steps.flatMap(({ services }) => services))];
  const width = lanesAt + Math.max(lanes.length, 3) * laneWidth + 8;
  const height = top + steps.length * rowHeight + 4;
  const bottom = top + (steps.length - 0.5) * rowHeight;
  const sentences = steps.map((step) => `${step.number}. ${step.id} ${whatItDoes(step)}.`);
  return html`<svg class="flow" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="flow-figure-title flow-figure-desc">
<title id="flow-figure-title">Flow of the ${steps.length} steps</title>
<desc id="flow-figure-desc">${sentences.join(' ')}</desc>
<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="3" height="8"/></pattern></defs>
${lanes.map((name, index) => laneSvg(name, index, height))}
<line class="spine" x1="${spine}" y1="${top + rowHeight / 2}" x2="${spine}" y2="${bottom}"/>
${steps.map((step, index) => rowSvg(step, top + index * rowHeight, lanes, width))}
</svg>`;
}

/** The forms of the marks with their meaning. */
export function legendHtml(effects: readonly Effect[]): Html {
  const items = effects.map(
    (effect) =>
      html`<li><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${mark(effect, 12, 12)}</svg>${effectLabels[effect]}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}

function laneSvg(name: string, index: number, height: number): Html {
  const x = lanesAt + (index + 0.5) * laneWidth;
  return html`<text class="lane" x="${x}" y="20" text-anchor="middle">${name}</text><line class="lane" x1="${x}" y1="28" x2="${x}" y2="${height - 4}"/>
`;
}

function rowSvg(step: PlannedStep, y: number, lanes: readonly string[], width: number): Html {
  const { number, id, title, effect, services } = step;
  const middle = y + rowHeight / 2;
  const xs = services.map((name) => lanesAt + (lanes.indexOf(name) + 0.5) * laneWidth);
  const isDanger = effect === 'wipes';
  const band = isDanger
    ? html`<rect class="band" x="1" y="${y + 1}" width="${width - 2}" height="${rowHeight - 2}"/><rect fill="url(#hatch)" x="1" y="${y + 1}" width="${width - 2}" height="5"/><rect fill="url(#hatch)" x="1" y="${y + rowHeight - 6}" width="${width - 2}" height="5"/>`
    : '';
  const last = Math.max(0, ...xs);
  const wire =
    last > 0 ? html`<line class="wire" x1="${lanesAt - 12}" y1="${middle}" x2="${last}" y2="${middle}"/>` : '';
  const note = isDanger ? html`<tspan class="wipe-note" dx="8">CAN WIPE DISKS</tspan>` : '';
  return html`<g class="e-${effect}">${band}${wire}${xs.map((x) => mark(effect, x, middle))}${mark(effect, spine, middle)}<text class="number" x="${spine}" y="${middle + 4}" text-anchor="middle">${number}</text><text class="id" x="${textAt}" y="${middle - 2}">${id}${note}</text><text class="what" x="${textAt}" y="${middle + 12}">${title}</text></g>
`;
}

/** A circle only reads, a square creates, a diamond changes, a filled octagon can wipe. */
function mark(effect: Effect, x: number, y: number): Html {
  switch (effect) {
    case 'reads':
      return html`<circle class="mark m-reads" cx="${x}" cy="${y}" r="9"/>`;
    case 'creates':
      return html`<rect class="mark m-creates" x="${x - 9}" y="${y - 9}" width="18" height="18" rx="2"/>`;
    case 'changes':
      return html`<path class="mark m-changes" d="M${x} ${y - 12}l12 12-12 12-12-12z"/>`;
    case 'wipes':
      return html`<path class="mark m-wipes" d="M${x - 5} ${y - 12}h10l7 7v10l-7 7h-10l-7-7v-10z"/>`;
  }
}

function whatItDoes({ effect, services }: PlannedStep): string {
  return services.length === 0 ? 'works on this node only' : `${effectWords[effect]} ${services.join(', ')}`;
}
