import type { RenderInput } from '../renderers.js';
import { reviewOf } from '../review/review.js';
import { plainText } from '../rich.js';
import { colouredScript } from './coloured-script.js';
import { concat, html } from './html.js';
import { renderPage } from './page.js';
import { calloutHtml, factsHtml, sectionHtml } from './review-blocks.js';
import { htmlOf } from './rich-html.js';

/**
 * review.html: the review as one page that needs nothing else, to be read, printed and signed.
 *
 * @throws TemplateError
 */
export function renderReviewHtml(input: RenderInput): string {
  const review = reviewOf(input);
  const { scriptDigest, sections, digests } = review;
  const script = colouredScript(input.script.replace(/\n$/, ''));
  return renderPage(input.templates, 'review.html.hbs', {
    title: plainText(review.title),
    footer: `runbook.sh sha256 ${scriptDigest}`,
    parts: {
      heading: htmlOf(review.title),
      subtitle: concat(review.subtitle),
      change: factsHtml(review.change),
      digest: html`${scriptDigest.slice(0, 32)}<wbr>${scriptDigest.slice(32)}`,
      digests: concat(
        digests.map(
          ({ what, digest }) => html`<tr><th scope="row">${htmlOf(what)}</th><td><code>${digest}</code></td></tr>
`,
        ),
      ),
      cautions: concat(review.cautions.map((text) => calloutHtml('danger', text))),
      warnings: concat(review.warnings.map((text) => calloutHtml('warning', text))),
      summary: htmlOf(review.summary),
      contents: concat(
        sections.map(
          ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`,
        ),
      ),
      sections: concat(sections.map((section) => sectionHtml(section, script))),
      colophon: htmlOf(review.colophon),
    },
  });
}
