import type { Effect } from '../../model/step.js';
import { effectLabels } from '../effects.js';
import type { Rich, Span } from '../rich.js';
import { type Content, colours } from './content.js';
import type { Shown } from './visible-text.js';

/** A sentence as the `text` of a paragraph or cell. */
export function pdfOf(rich: Rich, shown: Shown): Content[] {
  return rich.flatMap((span) => spanContent(span, shown));
}

function spanContent(span: Span, shown: Shown): Content[] {
  if (typeof span === 'string') return [{ text: shown(span) }];
  if ('code' in span) return [{ text: shown(span.code), style: 'code' }];
  if ('effect' in span) return [effectContent(span.effect)];
  if ('strong' in span) return pdfOf(span.strong, shown).map((part) => styled(part, { bold: true }));
  if ('em' in span) return pdfOf(span.em, shown).map((part) => styled(part, { italics: true }));
  return pdfOf(span.link, shown).map((part) => styled(part, { linkToDestination: span.to }));
}

/** Readable without colour, too. */
function effectContent(effect: Effect): Content {
  const label = effectLabels[effect];
  return { text: effect === 'wipes' ? `! ${label.toUpperCase()}` : label, bold: true, color: colours[effect] };
}

function styled(content: Content, style: Readonly<Record<string, unknown>>): Content {
  return typeof content === 'object' && !Array.isArray(content) ? { ...content, ...style } : content;
}
