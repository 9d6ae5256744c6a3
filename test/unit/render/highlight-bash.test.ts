import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import { expect, test } from 'vitest';
import { tokensOf } from '../../../src/render/html/highlight-bash.js';
import { checksIn } from '../../../src/render/script-checks.js';
import { combinations } from '../../combinations.js';
import { scriptFor } from '../../emit.js';

const kindsOf = (script: string) => tokensOf(script).map(({ kind, text }) => [kind, text]);
const scripts = combinations()
  .filter((_, index) => index % 9 === 0)
  .map((combination) => ({ name: combination.name, script: scriptFor(combination.parameters) }));

test.each(scripts)('$name: the pieces are the script', ({ script }) => {
  const tokens = tokensOf(script);
  expect(tokens.map(({ text }) => text).join('')).toBe(script);
});

test('it finds the comments that highlight.js finds', () => {
  hljs.registerLanguage('bash', bash);
  const script = scripts[0]?.script ?? '';
  const marked = hljs.highlight(script, { language: 'bash' }).value;
  const text = (html: string) =>
    html
      .replace(/<[^>]*>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#x27;/g, "'")
      .replace(/&amp;/g, '&');
  const theirs = [...marked.matchAll(/<span class="hljs-comment">(.*)<\/span>/g)].map(([, found = '']) => text(found));
  const ours = tokensOf(script).flatMap(({ kind, text: found }) => (kind === 'comment' ? found.split('\n') : []));
  expect(theirs.length).toBeGreaterThan(100);
  expect(theirs.filter((comment) => !ours.includes(comment))).toEqual([]);
});

test('strings, substitutions and expansions within each other', () => {
  expect(kindsOf('x="a $(query "b" ${c#"d"}) e" # f')).toEqual([
    ['plain', 'x='],
    ['string', '"a '],
    ['plain', '$('],
    ['query', 'query'],
    ['plain', ' '],
    ['string', '"b"'],
    ['plain', ' '],
    ['variable', '${c#"'],
    ['string', 'd"'],
    ['variable', '}'],
    ['plain', ')'],
    ['string', ' e"'],
    ['plain', ' '],
    ['comment', '# f'],
  ]);
});

test('keywords count where a command begins, and calls anywhere in code', () => {
  expect(kindsOf('if done; then change cray done; fi')).toEqual([
    ['keyword', 'if'],
    ['plain', ' '],
    ['keyword', 'done'],
    ['plain', '; '],
    ['keyword', 'then'],
    ['plain', ' '],
    ['change', 'change'],
    ['plain', ' cray done; '],
    ['keyword', 'fi'],
  ]);
  expect(kindsOf("$'\\'# no comment' 'change x'")).toEqual([
    ['string', "$'\\'# no comment'"],
    ['plain', ' '],
    ['string', "'change x'"],
  ]);
});

test('a sign of a comment inside a word is none', () => {
  expect(kindsOf('a#b #\n')).toEqual([
    ['plain', 'a#b '],
    ['comment', '#'],
    ['plain', '\n'],
  ]);
});

test('a string without an end takes the rest, and nothing is lost', () => {
  expect(kindsOf('a "b\nc')).toEqual([
    ['plain', 'a '],
    ['string', '"b\nc'],
  ]);
});

test('checks are the places where a step stops, and the shapes of its values', () => {
  const lines = [
    '# stop "no"',
    '[[ -n ${x} ]] || stop "There is no ${x}." "Do."',
    '  value XNAMES "${XNAME_SHAPE}" "${x}"',
  ];
  const found = checksIn(lines.map((text, index) => ({ number: index + 1, text })));
  expect(found).toEqual([
    { number: 2, says: ['stops with ', { code: 'There is no ${x}.' }] },
    { number: 3, says: [{ code: 'XNAMES' }, ' must have the shape ', { code: 'XNAME_SHAPE' }] },
  ]);
});
