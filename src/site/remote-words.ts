/**
 * Splits the text that ssh sends as the shell of the node would: blanks, both kinds of quotes, backslashes.
 * Undefined for anything else that a shell gives a meaning to, and for a quote that is not closed.
 */
export function splitRemoteWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  const piece = /\s+|'([^']*)'|"((?:[^"\\$`]|\\.)*)"|\\(.)|([^\s'"\\$`;|&<>(){}*?[\]#~!]+)|([\s\S])/gsuy;
  let word: string | undefined;
  for (const [whole, single, double, escaped, plain, other] of text.matchAll(piece)) {
    if (other !== undefined) {
      return undefined;
    }
    if (/^\s+$/u.test(whole)) {
      words.push(...(word === undefined ? [] : [word]));
      word = undefined;
    } else {
      word = (word ?? '') + (single ?? double?.replaceAll(/\\([\\"$`])/gu, '$1') ?? escaped ?? plain ?? '');
    }
  }
  return word === undefined ? words : [...words, word];
}
