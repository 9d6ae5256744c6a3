import { expect, test } from 'vitest';
import { escapeHtml, html } from '../../../src/render/html/html.js';
import { htmlOf } from '../../../src/render/html/rich-html.js';
import { markdownCell, markdownOf } from '../../../src/render/markdown-rich.js';
import { codeOf, joinRich, plainText, proseOf, say } from '../../../src/render/rich.js';

const name = '**x** `y` <b>|';

test('marks count in what the program says, never in a value', () => {
  const sentence = say`*This* is **${name}** and \`${name}\`.`;
  expect(plainText(sentence)).toBe(`This is ${name} and ${name}.`);
  expect(sentence).toEqual([{ em: ['This'] }, ' is ', { strong: [name] }, ' and ', { code: name }, '.']);
  expect(htmlOf(sentence).text).toBe(
    '<em>This</em> is <strong>**x** `y` &lt;b&gt;|</strong> and <code>**x** `y` &lt;b&gt;|</code>.',
  );
});

test('the same sentence in Markdown, and in a cell of a table', () => {
  const sentence = say`see ${codeOf('a|b')}: ${'*'}`;
  expect(markdownOf(sentence)).toBe('see `a|b`: \\*');
  expect(markdownCell(sentence)).toBe('see `a\\|b`: \\*');
});

test('line breaks of the source code are blanks, and a mark without its partner is a mistake', () => {
  expect(
    plainText(say`one
      two`),
  ).toBe('one two');
  expect(() => say`**one`).toThrow('is not closed');
});

test('prose of a definition, and lists of sentences', () => {
  expect(proseOf('a `b` c')).toEqual(['a ', { code: 'b' }, ' c']);
  expect(proseOf('a ` b')).toEqual(['a ` b']);
  expect(joinRich([['a'], codeOf('b'), ['c']], ', ')).toEqual(['a, ', { code: 'b' }, ', c']);
});

test('markup takes texts as text, in elements and in quoted attributes', () => {
  expect(html`<p title="${'"><i>'}">${["a'", html`<b>&amp;</b>`, 7]}</p>`.text).toBe(
    '<p title="&quot;&gt;&lt;i&gt;">a&#39;<b>&amp;</b>7</p>',
  );
});

test('signs that turn the direction of writing are shown', () => {
  expect(escapeHtml('a\u202eb\u2066')).toBe('a\\u202eb\\u2066');
});
