import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { rules } from '../../../src/lint/rules.js';
import { codes, lint, parse } from './helpers.js';

test('codes are given once, in order, and say what family they are of', () => {
  const given = rules.map(({ code }) => code);
  expect(given).toEqual([...new Set(given)].sort());
  expect(given.filter((code) => !/^NRL1\d\d$/u.test(code))).toEqual([]);
});

test.each(rules)('$code finds the bad example: $title', ({ code, bad }) => {
  expect(codes(bad)).toContain(code);
});

test.each(rules)('no rule finds anything in the good example of $code', ({ good }) => {
  expect(lint(good)).toEqual([]);
});

test.each(rules.flatMap(({ code, bad, good }) => [[code, bad] as const, [code, good] as const]))(
  '%s: bash takes the example, and so does the parser',
  (_, script) => {
    expect(execFileSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toBe('');
    expect(parse(script).text).not.toBe('');
  },
);

const head = 'set -euo pipefail\n';
const update = 'change cray bss bootparameters update --hosts "$1" --params "$2"';
const list = 'query cray bss bootparameters list --hosts "$1" --format json';
const wrappers = 'query() { "$@"; }\nchange() { "$@"; }\n';

test.each([
  ['in the same function', `f() {\n${update}\n${list}\n}\n`, []],
  ['before it only', `f() {\n${list}\n${update}\n}\n`, ['NRL101']],
  ['through a function', `look() { ${list}; }\nf() {\n${update}\nlook "$1"\n}\n`, []],
  ['through two functions', `g() { ${list}; }\nlook() { g "$1"; }\nf() {\n${update}\nlook "$1"\n}\n`, []],
  ['by the caller', `f() {\n${update}\n}\neach_node f a b\n${list}\n`, []],
  ['by the caller, before it', `f() {\n${update}\n}\n${list}\neach_node f a b\n`, ['NRL101']],
  ['in the other branch', `if true; then\n${update}\nelse\n${list}\nfi\n`, ['NRL101']],
  ['in the condition of the loop', `until ${list}; do\n${update}\n((i++ < 5)) || exit 1\ndone\n`, []],
  ['of another thing', `${update}\nquery cray bss hosts list --format json\n`, ['NRL101']],
])('a change that is read again: %s', (_, script, expected) => {
  expect(codes(`${head}${wrappers}${script}`)).toEqual(expected);
});

test.each([
  ['sudo cray ims images list | jq .', ['NRL103', 'NRL109']],
  ['timeout -k 5 60 cray ims images list --format json | jq .', ['NRL103']],
  ['CRAY_FORMAT=x cray ims images list --format json | jq .', ['NRL103']],
  ['if ! cray ims images list --format json | jq .; then :; fi', ['NRL103']],
  ['echo cray ims images list | jq .', []],
  ['command -v cray | grep -q cray', []],
  ['type cray | cat', []],
])('what runs cray is seen through: %s', (script, expected) => {
  expect(codes(script)).toEqual(expected);
});

const id = 'id=$(cray ims images list --format json | jq -r .id)\n';
const use = 'cray ims images update "${id}" --link-type s3\ncray ims images list --format json\n';

test.each([
  ['nothing', '', ['NRL110']],
  ['[[ ]]', '[[ -n ${id} ]] || exit 1\n', []],
  ['[ ]', '[ -n "${id}" ] || exit 1\n', []],
  ['case', 'case ${id} in *-*) ;; *) exit 1 ;; esac\n', []],
  [':?', ': "${id:?}"\n', []],
  ['jq -e', 'jq -en --arg id "${id}" \'$id | test("-")\'\n', []],
  ['a function that tests', 'f() { [[ $1 ]]; }\nf "${id}"\n', []],
  ['a function that prints', 'f() { printf "%s" "$1"; }\nf "${id}"\n', ['NRL110']],
  ['a test of another variable', '[[ -n ${name} ]] || exit 1\n', ['NRL110']],
  ['a test of what is made of it', 'path="a/${id}"\n[[ ${path} ]]\n', ['NRL110']],
])('a value that goes into a change is checked by %s', (_, check, expected) => {
  expect(codes(`${head}${id}${check}${use}`)).toEqual(expected);
});

test('what is made of an unchecked value is unchecked, too', () => {
  const script = `${head}${id}path="s3://\${id}/manifest.json"\ncray ims images update "$1" --link-path "\${path}"\n`;
  expect(codes(`${script}cray ims images list --format json\n`)).toEqual(['NRL110']);
});

test.each([
  ['curl -u "${USER}:${PASSWORD}" https://api-gw-service-nmn.local', ['NRL108']],
  ['curl -H "Authorization: Bearer ${TOKEN}" https://api-gw-service-nmn.local', ['NRL108']],
  ['mysql --password hunter2', ['NRL108']],
  ['mysql --password=hunter2', ['NRL108']],
  ['mysql --password -u root', []],
  ['login --password-file "${PASSWORD_FILE}"', []],
  ['printf "%s" "${PASSWORD}"', []],
  ['docker login --token "$(wc -c <<<"${#TOKEN}")"', []],
  ['git clone ssh://git@example.com/x', []],
])('secrets: %s', (script, expected) => {
  expect(codes(script)).toEqual(expected);
});

test('hostile text is only text', () => {
  expect(codes("# \u202e $(rm -rf /) <script>\nnote \"$(printf '\u{1f600}')\" 'cray ims images delete x'\n")).toEqual(
    [],
  );
});

test('places are counted in lines and columns from one', () => {
  expect(lint('set -o pipefail\n  cray ims images list --format json | grep x\n')).toMatchObject([
    { code: 'NRL102', line: 2, column: 40 },
  ]);
});

test('an operator at the delimiter of a here-document does not hide what follows', () => {
  expect(codes('cat <<EOF> a.json\n{ "a": "${A}" }\nEOF\ncray ims images delete "$1"\n')).toEqual([
    'NRL118',
    'NRL101',
    'NRL114',
  ]);
});
