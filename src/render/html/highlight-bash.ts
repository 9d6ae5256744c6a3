/**
 * Colours bash. The highlighters on the registry take as long for a runbook as all the rest of `generate` together, so
 * this one knows no more than a reader needs: comments, strings, variables, keywords, functions, queries and changes.
 * A test holds it to one of them.
 */

/** What a piece of a script is; `plain` is not coloured. */
export type TokenKind = 'plain' | 'comment' | 'string' | 'variable' | 'keyword' | 'function' | 'query' | 'change';

/** A piece of a script; all of them together are the script. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Where the scanner is: in code, in double quotes, or in `${…}`; parentheses count in `$(…)` only. */
interface Place {
  readonly in: 'code' | 'string' | 'expansion';
  parentheses: number;
}

const variable = String.raw`\$[A-Za-z_]\w*|\$[0-9@*#?!$-]`;
const quoted = String.raw`\$'(?:\\[^]|[^'\\])*'|'[^']*'`;
const patterns: Readonly<Record<Place['in'], RegExp>> = {
  code: new RegExp(
    String.raw`(?<![^\s;&|(])#[^\n]*(?:\n#[^\n]*)*|(?:[^'"$\\#()]|\(\))+|${quoted}|\$\{|\$\(|${variable}|\\[^]|[^]`,
    'y',
  ),
  string: new RegExp(String.raw`(?:\\[^]|[^"$\\])+|\$\{|\$\(|${variable}|[^]`, 'y'),
  expansion: new RegExp(String.raw`${quoted}|\$\{|\$\(|\\[^]|[^'"$\\}]+|[^]`, 'y'),
};

/** The pieces of a script, in their order. */
export function tokensOf(script: string): Token[] {
  const tokens: Token[] = [];
  const places: Place[] = [{ in: 'code', parentheses: 0 }];
  for (let at = 0; at < script.length; ) {
    const place = places.at(-1) ?? { in: 'code', parentheses: 0 };
    const pattern = patterns[place.in];
    pattern.lastIndex = at;
    const text = pattern.exec(script)?.[0] ?? script.slice(at);
    const kind = place.in === 'code' ? codeKind(text, script[at - 1]) : quotedKind(place, text);
    if (kind === 'plain' && text.length > 1)
      addWords(tokens, text); // no word is that short
    else add(tokens, kind, text);
    move(places, place, text);
    at += text.length;
  }
  return tokens;
}

/** Goes into what a piece opens, and out of what it closes. */
function move(places: Place[], place: Place, text: string): void {
  if (text === '$(') places.push({ in: 'code', parentheses: 1 });
  else if (text === '${') places.push({ in: 'expansion', parentheses: 0 });
  else if (text === '"') place.in === 'string' ? places.pop() : places.push({ in: 'string', parentheses: 0 });
  else if (text === '}' && place.in === 'expansion') places.pop();
  else if (place.in === 'code' && place.parentheses > 0) {
    if (text === '(') place.parentheses += 1;
    if (text === ')') place.parentheses -= 1;
    if (place.parentheses === 0) places.pop();
  }
}

function codeKind(text: string, before: string | undefined): TokenKind {
  const [first, second] = text;
  if (first === '#' && (before === undefined || /[\s;&|(]/.test(before))) return 'comment';
  if (first === "'" || first === '"') return 'string';
  if (first !== '$' || second === undefined || second === '(') return 'plain';
  return second === "'" ? 'string' : 'variable';
}

function quotedKind(place: Place, text: string): TokenKind {
  if (text === '$(') return 'plain';
  if (place.in === 'expansion') return 'variable';
  return text.startsWith('$') && text !== '$' ? 'variable' : 'string';
}

const keywords = '(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|select|local|declare|readonly|return|exit)';

/**
 * Words that mean something where a command begins, the calls of the runtime, and names of functions. What stands before
 * a word is looked at after the word: looked at first, it would be at each sign of a script.
 */
const words = new RegExp(
  String.raw`${keywords}(?![\w=.-])(?<=(?:^|[\n;|&({!]|\b(?:if|then|elif|else|while|until|do|time))[ \t]*${keywords})|in(?=[ \t\n])(?<=[ \t]in)|(?:query|query_if_any|change)(?=[ \t])(?<![\w$.-](?:query|query_if_any|change))|^[a-z_]\w*(?=\(\))`,
  'gm',
);

function addWords(tokens: Token[], text: string): void {
  let end = 0;
  for (const { 0: word, index } of text.matchAll(words)) {
    if (index > end) add(tokens, 'plain', text.slice(end, index));
    add(tokens, wordKind(word, text[index + word.length]), word);
    end = index + word.length;
  }
  if (end < text.length) add(tokens, 'plain', text.slice(end));
}

function wordKind(word: string, next: string | undefined): TokenKind {
  if (next === '(') return 'function';
  if (word === 'change') return 'change';
  return word.startsWith('query') ? 'query' : 'keyword';
}

function add(tokens: Token[], kind: TokenKind, text: string): void {
  const last = tokens.at(-1);
  if (last?.kind === kind) tokens[tokens.length - 1] = { kind, text: last.text + text };
  else tokens.push({ kind, text });
}
