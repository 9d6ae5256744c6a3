import { effectLabels } from '../effects.js';
import { innerOf, type Rich, type Span } from '../rich.js';
import { concat, type Html, html } from './html.js';

/** A sentence as markup. */
export function htmlOf(rich: Rich): Html {
  return concat(rich.map(spanHtml));
}

function spanHtml(span: Span): Html {
  if (typeof span === 'string') return concat(span);
  if ('code' in span) return html`<code>${span.code}</code>`;
  if ('effect' in span) return html`<span class="badge e-${span.effect}">${effectLabels[span.effect]}</span>`;
  const inner = htmlOf(innerOf(span));
  if ('strong' in span) return html`<strong>${inner}</strong>`;
  return 'em' in span ? html`<em>${inner}</em>` : html`<a href="#${span.to}">${inner}</a>`;
}
