import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

export const readmePath = `${root}README.md`;

/** Text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}

const part = /^<!-- generated: ([a-z-]+) -->\n([\s\S]*?)^<!-- end -->$/gmu;

/** The generated parts of a Markdown text, by name, without the comments around them. */
export function partsIn(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(part)].map(([, name = '', content = '']) => [name, content.trim()]));
}

/** The text with other content in its generated parts; a part that nobody generates stays as it is. */
export function withParts(text: string, contents: ReadonlyMap<string, string>): string {
  return text.replaceAll(part, (whole, name: string) => {
    const content = contents.get(name);
    return content === undefined ? whole : `<!-- generated: ${name} -->\n${content}\n<!-- end -->`;
  });
}

/** A fenced block: `language` is the first word of its first line, `about` the rest of that line. */
export interface Fence {
  readonly language: string;
  readonly about: string;
  readonly text: string;
  /** The line of text above it. */
  readonly before: string;
}

/** The fenced blocks of a Markdown text outside its generated parts. */
export function fencesIn(text: string): readonly Fence[] {
  const written = text.replaceAll(part, '');
  const fences = written.matchAll(/^```([a-z]+)(?: ([^\n]*))?\n([\s\S]*?)^```$/gmu);
  return [...fences].map(({ 1: language = '', 2: about = '', 3: text = '', index }) => {
    const before = written.slice(0, index).trimEnd().split('\n').at(-1) ?? '';
    return { language, about, text, before };
  });
}

/** What stands below a headline, up to the next one of the same or a higher level. */
export function sectionOf(text: string, headline: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.replace(/^#+ /u, '') === headline && line.startsWith('#'));
  if (start < 0) {
    throw new Error(`README.md has no section ${headline}`);
  }
  const level = /^#+/u.exec(lines[start] ?? '')?.[0].length ?? 1;
  const length = lines.slice(start + 1).findIndex((line) => new RegExp(`^#{1,${level}} `, 'u').test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The first words in code type of the rows of the tables and of the items of the lists in a text. */
export function namesListedIn(text: string): readonly string[] {
  return [...text.matchAll(/^(?:\| |- )`([^`]+)`/gmu)].map(([, name = '']) => name);
}

/** A fenced block of text. */
export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** A Markdown table; a bar in a cell does not end it, and `<` begins no HTML. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...body] = rows;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll(/[|<]/gu, '\\$&')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...body.map(line)].join('\n');
}
