import fc from 'fast-check';
import MarkdownIt, { type Token } from 'markdown-it';
import { expect, test } from 'vitest';
import { code, codeBlock, codeInTable, inlineText, prose } from '../../src/render/markdown-escape.js';
import { mermaidText } from '../../src/render/mermaid.js';

/** As lenient as renderers get: raw HTML is passed on, bare addresses become links. */
const markdown = new MarkdownIt({ html: true, linkify: true });

/** One-line texts of all kinds, rich in what Markdown, HTML and shells take for markup. */
const marks = [
  ...'\\`*_{}[]<>()#+-.!|~&:@$="\'/;,?%^ 0a',
  'www.',
  'http://a.b',
  'a@b.cc',
  '&amp;',
  '&#33;',
  '<b>',
  '](',
  '``',
];
const free = fc
  .oneof(
    fc.array(fc.constantFrom(...marks), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      'العربية',
      'עברית',
      '👩‍👩‍👧',
      '\u00a0x\u00a0',
      '\u3000',
      '- x',
      '1. x',
      '# x #',
      '> x',
      '===',
      '---',
      '\tx',
    ),
  )
  .filter((text) => /\S/u.test(text) && !/[\0-\x1f\x7f\u2028\u2029]/.test(text));

/** Every token, with those inside of inline ones. */
function tokensOf(document: string): Token[] {
  return markdown.parse(document, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

/** What a reader sees of a document, and proof that it holds no more than text and code. */
function visibleText(document: string, allowed: readonly string[]): string {
  const tokens = tokensOf(document);
  const strange = tokens.filter(({ type }) => !['inline', 'text', 'code_inline', ...allowed].includes(type));
  expect(strange.map(({ type, content }) => `${type} ${content}`)).toEqual([]);
  return tokens
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');
}

const paragraph = ['paragraph_open', 'paragraph_close'];
const heading = ['heading_open', 'heading_close'];
const item = ['bullet_list_open', 'list_item_open', 'list_item_close', 'bullet_list_close', ...paragraph];
const table = ['table', 'thead', 'tbody', 'tr', 'th', 'td'].flatMap((part) => [`${part}_open`, `${part}_close`]);
const runs = { numRuns: 2000 };

test('a text is read back as it is in a paragraph, a heading and a list', () => {
  fc.assert(
    fc.property(free, (text) => {
      expect(visibleText(inlineText(text), paragraph)).toBe(text);
      expect(visibleText(`# ${inlineText(text)}`, heading)).toBe(text);
      expect(visibleText(`- ${inlineText(text)}`, item)).toBe(text);
      expect(visibleText(`- Purpose: ${inlineText(text)}.`, item)).toBe(`Purpose: ${text}.`);
    }),
    runs,
  );
});

test('a text is read back as it is in a table, as text and as code', () => {
  fc.assert(
    fc.property(free, free, (left, right) => {
      const rows = `| a | b |\n| --- | --- |\n| ${inlineText(left)} | ${codeInTable(right)} |\n`;
      expect(visibleText(rows, table)).toBe(`ab${left}${right}`);
    }),
    runs,
  );
});

test('a text in a code span is read back as it is', () => {
  fc.assert(
    fc.property(free, (text) => {
      expect(visibleText(`x ${code(text)} y`, paragraph)).toBe(`x ${text} y`);
    }),
    runs,
  );
});

test('a sentence with code in it shows all of its words and no backticks that pair', () => {
  fc.assert(
    fc.property(free, (text) => {
      const pairs = text.split('`').length % 2 === 1 && !/``|` +`/.test(text);
      if (pairs) expect(visibleText(`- ${prose(text)}`, item).trim()).toBe(text.replaceAll('`', '').trim());
    }),
    runs,
  );
});

test('nothing gets out of a code block', () => {
  fc.assert(
    fc.property(fc.array(free, { minLength: 1, maxLength: 5 }), (lines) => {
      const tokens = markdown.parse(codeBlock('diff', lines).join('\n'), {});
      expect(tokens.map(({ type, content }) => [type, content])).toEqual([['fence', `${lines.join('\n')}\n`]]);
    }),
    runs,
  );
});

test('a Mermaid label holds no character that Mermaid or HTML gives a meaning to', () => {
  fc.assert(
    fc.property(free, (text) => {
      expect(mermaidText(text)).toMatch(/^([\p{L}\p{M}\p{N} .,:()/+-]|#\d+;)*$/u);
      const back = mermaidText(text).replace(/#(\d+);/g, (_, number) => String.fromCodePoint(Number(number)));
      expect(back).toBe(text);
    }),
    runs,
  );
});

test.each([
  ['<script>alert(1)</script>', String.raw`\<script\>alert(1)\</script\>`],
  ['[x](javascript:alert(1))', String.raw`\[x\](javascript\:alert(1))`],
  ['`id` $(id)', '\\`id\\` \\$(id)'],
  ['a|b', String.raw`a\|b`],
  ['1. a', String.raw`1\. a`],
  ['1.1, CSM upgrade', '1.1, CSM upgrade'],
  [' a ', '&#32;a&#32;'],
  ['https://example.com', String.raw`https\://example.com`],
  ['Add the site CA bundle: done', 'Add the site CA bundle: done'],
])('%s is written %s', (text, expected) => expect(inlineText(text)).toBe(expected));

test('a text that is not on one line is refused', () => {
  expect(() => inlineText('a\nb')).toThrow('not a text on one line');
});
