/**
 * A sentence as data: text, code and emphasis, for documents of any format. What was interpolated is text and nothing
 * else; only what this program says itself is marked up.
 */
import type { Effect } from '../model/step.js';
import { effectLabels } from './effects.js';

/** A run of text, or a part of a sentence that is set apart. */
export type Span =
  | string
  | { readonly code: string }
  | { readonly strong: Rich }
  | { readonly em: Rich }
  /** Leads to a place in the same document, such as `step-5` or `L120`. */
  | { readonly link: Rich; readonly to: string }
  /** The short form of what a step does to the system. */
  | { readonly effect: Effect };

/** A sentence, a cell, an item: one line of text. */
export type Rich = readonly Span[];

/**
 * A sentence in which the literal parts may mark `**strong**`, `*emphasis*` and code in backticks, none of them inside
 * another one of its kind; a line break with its indentation is a blank. Values are put in as they are.
 */
export function say(literals: TemplateStringsArray, ...values: readonly (string | number | Rich)[]): Rich {
  const parts: Token[] = [];
  for (const [index, literal] of literals.entries()) {
    addLiteral(parts, literal);
    const value = values[index] ?? '';
    if (typeof value !== 'object') parts.push({ span: String(value) });
    else for (const span of value) parts.push({ span });
  }
  return joined(nested(parts));
}

function addLiteral(parts: Token[], literal: string): void {
  const marked = /[\n*`]/.test(literal); // most are not, and need not be taken apart
  const pieces = marked ? literal.replace(/\n */g, ' ').split(/(\*\*|\*|`)/) : [literal];
  for (const [at, text] of pieces.entries()) parts.push(at % 2 === 1 ? { mark: text } : { span: text });
}

/** A sentence of a definition, in which a pair of backticks marks code. */
export function proseOf(text: string): Rich {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return [text];
  return joined(parts.map((part, index) => (index % 2 === 1 ? { code: part } : part)));
}

/** Code that stands alone. */
export function codeOf(text: string): Rich {
  return [{ code: text }];
}

/** Sentences or cells one after the other, with a separator between them. */
export function joinRich(items: readonly Rich[], separator: string): Rich {
  return joined(items.flatMap((item, index) => (index === 0 ? item : [separator, ...item])));
}

/** What a reader sees of it, without the marks. */
export function plainText(rich: Rich): string {
  return rich.map(plainSpan).join('');
}

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span;
  if ('code' in span) return span.code;
  if ('effect' in span) return effectLabels[span.effect];
  return plainText(innerOf(span));
}

/** What is inside of a span that is set apart. */
export function innerOf(span: { strong: Rich } | { em: Rich } | { link: Rich; to: string }): Rich {
  if ('strong' in span) return span.strong;
  return 'em' in span ? span.em : span.link;
}

type Token = { readonly span: Span } | { readonly mark: string };

/** Pairs up the marks; one without its partner is a mistake in the program. */
function nested(tokens: readonly Token[]): Span[] {
  const spans: Span[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) continue;
    if ('span' in token) {
      spans.push(token.span);
      continue;
    }
    const end = tokens.findIndex((other, at) => at > index && 'mark' in other && other.mark === token.mark);
    if (end < 0) throw new Error(`${token.mark} is not closed in ${JSON.stringify(tokens)}`);
    spans.push(marked(token.mark, joined(nested(tokens.slice(index + 1, end)))));
    index = end;
  }
  return spans;
}

function marked(mark: string, inner: Rich): Span {
  if (mark === '`') return { code: plainText(inner) };
  return mark === '**' ? { strong: inner } : { em: inner };
}

/** Without empty runs, and with neighbouring runs of text in one. */
function joined(spans: readonly Span[]): Rich {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (typeof span === 'string' && typeof last === 'string') result[result.length - 1] = last + span;
    else if (span !== '') result.push(span);
  }
  return result;
}
