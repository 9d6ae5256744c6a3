/** Text for comments of the script. */

const width = 110;

/** What no line is broken before: at the start of a comment, a text could give these checkers orders. */
const unbroken = /^\s*(?:$|shellcheck|ncn-lint)/u;

/**
 * Breaks `label text` into lines of at most 110 characters; the second and later lines are indented by two. Each
 * line begins with a blank, to be put behind `#`. No break puts the name of a checker at the start of
 * a line, even if that makes it longer.
 *
 * @throws Error when the text holds a line break, which would end the comment.
 */
export function commentLines(label: string, text: string): string[] {
  if (/[\r\n\u2028\u2029]/.test(text)) throw new Error(`a comment cannot hold a line break: ${JSON.stringify(text)}`);
  const lines: string[] = [];
  let line = label === '' ? '' : ` ${label}`;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > width && line.trim() !== '' && !unbroken.test(word)) {
      lines.push(line);
      line = '  ';
    }
    line += ` ${word}`;
  }
  return [...lines, line].map((each) => each.trimEnd());
}

/** `# == Step 2 of 16: identify-image ===…=== reads BSS ==`, filled to the width of a comment. */
export function headline(left: string, right: string): string {
  const fill = Math.max(3, width - left.length - right.length - 10);
  return `# == ${left} ${'='.repeat(fill)} ${right} ==`;
}
