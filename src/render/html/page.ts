import { digestOf } from '../digest.js';
import { missingTemplate, renderTemplate, TemplateError, type Templates } from '../template.js';
import { escapeHtml, type Html } from './html.js';

/** The parts of a page around and in its template. */
export interface Page {
  readonly title: string;
  /** Parts by the name under which the template places them. */
  readonly parts: Readonly<Record<string, Html>>;
  /** What stands at the foot of each printed page; of letters, digits, blanks and `._:-`. */
  readonly footer: string;
}

/**
 * One page that needs nothing else. Its own policy lets a browser load nothing, run nothing, and style it with this
 * very style sheet only.
 *
 * @param file its template, of the page from `<body>` on.
 * @throws TemplateError
 */
export function renderPage(templates: Templates, file: string, page: Page): string {
  const style = styleOf(templates, page.footer);
  const texts = { title: escapeHtml(page.title), policy: policyFor(style), style };
  const parts = Object.entries(page.parts).map(([name, { text }]) => [name, text]);
  const body = renderTemplate(templates, file, scope(Object.fromEntries(parts)));
  return renderTemplate(templates, 'page.html.hbs', scope({ ...texts, body: body.trimEnd() }));
}

function scope(texts: Readonly<Record<string, string>>) {
  return { places: [], flags: [], lists: [], texts: Object.keys(texts), data: texts };
}

function styleOf(templates: Templates, footer: string): string {
  const sheet = templates['page.css'];
  if (typeof sheet !== 'string') throw new TemplateError([missingTemplate('page.css')]);
  if (!/^[\w .:-]*$/.test(footer)) throw new Error(`not a footer: ${JSON.stringify(footer)}`);
  return `\n${sheet.trimEnd()}\n@page { @bottom-left { content: "${footer}" } }\n`;
}

/** The policy of the page; without `unsafe-inline`, only the style sheet with this digest counts. */
function policyFor(style: string): string {
  const digest = btoa(digestOf(style).replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}
