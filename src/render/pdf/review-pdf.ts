import pdfMake from 'pdfmake';
import type { Fonts } from '../fonts.js';
import type { Paper } from '../paper.js';
import type { RenderInput } from '../renderers.js';
import type { ReviewDocument } from '../review/document.js';
import { reviewOf } from '../review/review.js';
import { plainText } from '../rich.js';
import { box, callout, facts, sectionContent } from './blocks-pdf.js';
import { type Content, colours, textWidth } from './content.js';
import { deflated } from './deflated.js';
import { pdfOf } from './rich-pdf.js';
import { type Shown, shownWith } from './visible-text.js';

/** No clock: the same input has to give the same bytes. */
const date = new Date(Date.UTC(2000, 0, 1));

/** Pages as pdfmake knows them. The text is as wide on all of them, so that lines break at the same places. */
const pages = {
  a4: { pageSize: 'A4', side: (595.28 - textWidth) / 2 },
  letter: { pageSize: 'LETTER', side: (612 - textWidth) / 2 },
} as const;

/** review.pdf: what review.html says, for paper and archives, with its own fonts. */
export async function renderReviewPdf(input: RenderInput, fonts: Fonts, paper: Paper): Promise<Uint8Array> {
  const shown = shownWith(fonts);
  const review = reviewOf(input);
  useFonts(fonts);
  const title = plainText(review.title);
  const { pageSize, side } = pages[paper];
  const plain = await pdfMake
    .createPdf({
      info: {
        title,
        subject: review.subtitle,
        producer: 'ncn-runbook',
        creator: 'ncn-runbook',
        creationDate: date,
        modDate: date,
      },
      lang: 'en',
      displayTitle: true,
      tagged: true,
      compress: false,
      pageSize,
      pageMargins: [side, 46, side, 52],
      content: [
        ...cover(review, shown),
        ...review.sections.flatMap((section) => sectionContent(section, shown)),
        colophon(review, shown),
      ],
      footer: footerOf(review, side),
      ...look,
    })
    .getBuffer();
  return deflated(plain);
}

const look = {
  defaultStyle: { font: 'Text', fontSize: 9, lineHeight: 1.18, color: colours.ink },
  styles: {
    h1: { fontSize: 20, bold: true },
    h2: { fontSize: 13.5, bold: true, margin: [0, 16, 0, 6] },
    h3: { fontSize: 10, bold: true, margin: [0, 12, 0, 3] },
    code: { font: 'Mono', fontSize: 7.6 },
    table: { fontSize: 7.8 },
    listing: { font: 'Mono', fontSize: 6.4, lineHeight: 1.12 },
  },
};

/** pdfmake keeps fonts, layouts and rules for the whole process; they are the same for each document. */
function useFonts(fonts: Fonts): void {
  for (const [name, bytes] of Object.entries(fonts)) pdfMake.virtualfs.writeFileSync(`${name}.ttf`, Buffer.from(bytes));
  const text = { normal: 'normal.ttf', bold: 'bold.ttf', italics: 'italics.ttf', bolditalics: 'bold.ttf' };
  const mono = { normal: 'mono.ttf', bold: 'monoBold.ttf', italics: 'mono.ttf', bolditalics: 'monoBold.ttf' };
  pdfMake.setFonts({ Text: text, Mono: mono });
  pdfMake.setUrlAccessPolicy(() => false);
  pdfMake.setLocalAccessPolicy(() => false);
  pdfMake.setTableLayouts(layouts);
}

const none = () => 0;
const thin = () => 0.5;
const rows = {
  hLineWidth: thin,
  vLineWidth: none,
  hLineColor: () => colours.rule,
  paddingLeft: none,
  paddingRight: () => 6,
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
};
const layouts = {
  rows,
  rowsOn: { ...rows, hLineWidth: (line: number) => (line === 0 ? 0 : 0.5) },
  box: {
    hLineWidth: thin,
    vLineWidth: thin,
    hLineColor: () => colours.rule,
    vLineColor: () => colours.rule,
    fillColor: () => colours.panel,
  },
  listing: {
    hLineWidth: none,
    vLineWidth: none,
    paddingLeft: none,
    paddingRight: () => 4,
    paddingTop: () => 0.3,
    paddingBottom: () => 0.3,
  },
};

function cover(review: ReviewDocument, shown: Shown): Content[] {
  const digest = [
    { text: 'SHA-256 OF THE SCRIPT TO APPROVE', bold: true, fontSize: 7.5, color: colours.soft, characterSpacing: 0.8 },
    { text: review.scriptDigest, font: 'Mono', fontSize: 11, margin: [0, 3, 0, 3] },
    { text: 'As bash runbook.sh digest prints it and run --approved takes it.', fontSize: 8, color: colours.soft },
  ];
  return [
    { text: 'CHANGE REVIEW', bold: true, fontSize: 7.5, color: colours.soft, characterSpacing: 0.8 },
    { text: pdfOf(review.title, shown).map(coverCode), style: 'h1' },
    { text: shown(review.subtitle), fontSize: 11, color: colours.soft, margin: [0, 2, 0, 10] },
    facts(review.change, shown),
    box({ stack: digest, margin: [4, 3, 4, 3] }),
    ...review.cautions.map((text) => callout('Danger', colours.danger, text, shown)),
    ...review.warnings.map((text) => callout('Warning', colours.changes, text, shown)),
    { text: pdfOf(review.summary, shown), fontSize: 10, margin: [0, 4, 0, 10] },
    { text: 'Digests', style: 'h3' },
    facts(
      review.digests.map(({ what, digest: sum }) => ({ what: plainText(what), text: [{ code: sum }] })),
      shown,
    ),
    { toc: { title: { text: 'Contents', style: 'h2' }, numberStyle: { color: colours.soft } }, pageBreak: 'before' },
    { text: '', pageBreak: 'after' },
  ];
}

/** Code in the title is as large as the title. */
function coverCode(content: Content): Content {
  if (typeof content !== 'object' || Array.isArray(content) || !('style' in content)) return content;
  return { ...content, style: 'h1', font: 'Mono', fontSize: 17 };
}

function colophon({ colophon: text }: ReviewDocument, shown: Shown): Content {
  return { text: pdfOf(text, shown), fontSize: 8, color: colours.soft, margin: [0, 20, 0, 0] };
}

function footerOf({ scriptDigest }: ReviewDocument, side: number) {
  return (page: number, pages: number): Content => ({
    margin: [side, 18, side, 0],
    fontSize: 7,
    color: colours.soft,
    columns: [
      { width: '*', text: ['runbook.sh sha256 ', { text: scriptDigest, font: 'Mono', fontSize: 6.4 }] },
      { width: 50, text: `${page} / ${pages}`, alignment: 'right' },
    ],
  });
}
