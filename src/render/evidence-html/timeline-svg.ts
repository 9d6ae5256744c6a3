import { endOf } from '../../evidence/outcome.js';
import type { Recorded, Session } from '../../evidence/sessions.js';
import { allVisible } from '../../model/visible.js';
import { endText, utc } from '../evidence-words.js';
import { type Html, html } from '../html/html.js';
import { plainText } from '../rich.js';

const rowHeight = 26;
const top = 30;
const plotAt = 210;
const plotWidth = 520;
const width = plotAt + plotWidth + 20;

/** Where a moment of this start is drawn. */
type Place = (milliseconds: number) => number;

/**
 * What one start of the script did, drawn to scale: a bar for each step from begin to end, in it a mark for each call
 * as long as the call took. Queries, changes and faults differ in colour and in form.
 *
 * @returns nothing when the start recorded nothing that takes time.
 */
export function timelineSvg(session: Session, number: number): Html | undefined {
  const steps = [...new Set(session.entries.map(({ event }) => event.step))].filter((id) => id !== '');
  const times = session.entries.flatMap(({ event }) => spanOf(event));
  if (steps.length === 0 || times.length === 0) return undefined;
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const length = Math.max(1000, to - from);
  const place: Place = (time) => plotAt + ((time - from) / length) * plotWidth;
  const height = top + steps.length * rowHeight + 6;
  const what = `Start ${number}: ${steps.length} steps in ${spoken(length)}`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Timeline of start ${number}"><svg class="flow timeline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="timeline-${number}-title timeline-${number}-desc">
<title id="timeline-${number}-title">${what}</title>
<desc id="timeline-${number}-desc">${describe(session, steps)}</desc>
${axis(from, length, place, height)}
${steps.map((step, index) => row(session, step, top + index * rowHeight, place))}
</svg></div>
`;
}

/** What the forms in a timeline mean. */
export function timelineLegend(): Html {
  const item = (mark: Html, text: string) =>
    html`<li><svg class="timeline" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${mark}</svg>${text}</li>`;
  return html`<ul class="legend">${[
    item(html`<rect class="bar" x="1" y="6" width="22" height="12"/>`, 'step'),
    item(html`<rect class="query" x="9" y="9" width="6" height="6"/>`, 'query'),
    item(html`<rect class="change" x="8" y="3" width="8" height="18"/>`, 'change'),
    item(fault(12, 12), 'fault'),
  ]}</ul>
`;
}

function spanOf(event: Recorded['event']): number[] {
  const end = Date.parse(event.time);
  return 'milliseconds' in event ? [end - Math.max(0, event.milliseconds), end] : [end];
}

function describe({ entries, ...session }: Session, steps: readonly string[]): string {
  const sentences = steps.map((step) => {
    const own = entries.filter(({ event }) => event.step === step).map(({ event }) => event);
    const count = (name: string) => own.filter(({ event }) => event === name).length;
    const faults = own.filter((event) => 'fault' in event && event.fault !== '').length;
    return `${allVisible(step)}: ${count('query')} queries, ${count('change-begun')} changes, ${faults} faults.`;
  });
  return [`Ended: ${plainText(endText(endOf({ entries, ...session })))}.`, ...sentences].join(' ');
}

function row({ entries }: Session, step: string, y: number, place: Place): Html {
  const own = entries.filter(({ event }) => event.step === step && event.event !== 'end');
  const times = own.flatMap(({ event }) => spanOf(event));
  const [from, to] = [place(Math.min(...times)), place(Math.max(...times))];
  const isDone = own.some(({ event }) => event.event === 'step-done');
  const middle = y + rowHeight / 2;
  return html`<text class="id" x="${plotAt - 12}" y="${middle + 4}" text-anchor="end">${shortened(allVisible(step))}</text><rect class="${isDone ? 'bar' : 'bar open'}" x="${fixed(from)}" y="${middle - 7}" width="${fixed(Math.max(2, to - from))}" height="14"/>${own.map((entry) => callMark(entry, middle, place))}
`;
}

function callMark({ event }: Recorded, middle: number, place: Place): Html {
  if (event.event !== 'query' && event.event !== 'change-ended') return html``;
  const [begun = 0, ended = 0] = spanOf(event).map(place);
  const isChange = event.event === 'change-ended';
  const half = isChange ? 10 : 4;
  const bar = html`<rect class="${isChange ? 'change' : 'query'}" x="${fixed(begun)}" y="${middle - half}" width="${fixed(Math.max(isChange ? 4 : 1.6, ended - begun))}" height="${2 * half}"/>`;
  return event.fault === '' ? bar : html`${bar}${fault(ended, middle)}`;
}

function fault(x: number, y: number): Html {
  return html`<path class="fault" d="M${fixed(x - 5)} ${y - 5}l10 10m0-10l-10 10"/>`;
}

function axis(from: number, length: number, place: Place, height: number): Html[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400].map(
    (s) => s * 1000,
  );
  const interval = steps.find((step) => length / step <= 6) ?? length;
  const count = Math.floor(length / interval) + 1;
  return [...Array.from({ length: count }).keys()].map((index) => {
    const x = fixed(place(from + index * interval));
    const label =
      index === 0 ? plainText(utc(new Date(from).toISOString())).slice(11, 19) : `+${spoken(index * interval)}`;
    return html`<line class="lane" x1="${x}" y1="24" x2="${x}" y2="${height - 4}"/><text class="lane" x="${x}" y="16" text-anchor="middle">${label}</text>
`;
  });
}

/** Such as `45 s`, `12 min`, `3 h 20 min`. */
function spoken(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > 25 ? `${characters.slice(0, 24).join('')}…` : text;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
