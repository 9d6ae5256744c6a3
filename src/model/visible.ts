const longest = 60;

/** Text of the user fit for one line of a message: shortened, and what cannot be seen written as an escape. */
export function visible(text: string): string {
  const characters = [...text.slice(0, 4 * longest)];
  const shown = characters.slice(0, longest).map(escapeInvisible).join('');
  return text.length > characters.slice(0, longest).join('').length ? `${shown}…` : shown;
}

/** The whole of a text on one line, with what cannot be seen written as an escape. */
export function allVisible(text: string): string {
  return [...text].map(escapeInvisible).join('');
}

/** What `visible` makes of a text, in double quotes. */
export function quoted(text: string): string {
  return `"${visible(text)}"`;
}

function escapeInvisible(character: string): string {
  if (!/[\p{C}\u2028\u2029\u180e]/u.test(character)) {
    return character;
  }
  const code = character.codePointAt(0) ?? 0;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
