/** Markup that is known to be well-formed; any other text is escaped when it is put into markup. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Html | readonly Part[];

/** Markup with values in it: a text becomes the text of an element or of a quoted attribute, markup stays markup. */
export function html(literals: TemplateStringsArray, ...values: readonly Part[]): Html {
  let text = literals[0] ?? '';
  for (const [index, value] of values.entries()) text += partText(value) + (literals[index + 1] ?? '');
  return new Html(text);
}

/** Parts one after the other. */
export function concat(...parts: readonly Part[]): Html {
  return new Html(parts.map(partText).join(''));
}

/**
 * A text for elements and quoted attributes. Signs that turn the direction of writing are written by their number, as
 * they could make a reader see another command than bash does.
 */
export function escapeHtml(text: string): string {
  if (!/[&<>"'\0]|[^\0-\x7f]/.test(text)) return text;
  return text.replace(/[&<>"'\p{Bidi_Control}\0]/gu, (sign) => entities[sign] ?? numbered(sign));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function numbered(sign: string): string {
  return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

function partText(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part instanceof Html ? part.text : part.map(partText).join('');
}
