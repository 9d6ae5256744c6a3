import { type TokenKind, tokensOf } from '../html/highlight-bash.js';
import { lineAnchor } from '../review/steps.js';
import type { ScriptCommand } from '../script-steps.js';
import { type Content, colours, textWidth } from './content.js';
import type { Shown } from './visible-text.js';

const kinds: Readonly<Record<TokenKind, Readonly<Record<string, unknown>>>> = {
  plain: {},
  comment: { color: '#555555' },
  string: { color: '#1f5a29' },
  variable: { color: '#174a78' },
  keyword: { color: '#5b2c7d' },
  function: { bold: true },
  query: { bold: true, color: colours.reads },
  change: { bold: true, color: colours.danger },
};

/** A line with its number. */
interface NumberedLine {
  readonly number: number;
  readonly alters: boolean;
  readonly code: readonly Content[];
}

/** The whole script, each line with its number; the lines of altering commands have a band and a sign. */
export function scriptContent(script: string, altering: ReadonlySet<number>, shown: Shown): Content {
  const lines = coloured(script.replace(/\n$/, ''), shown);
  return listing(
    lines.map((code, index) => ({ number: index + 1, alters: altering.has(index + 1), code })),
    true,
  );
}

/** Some commands of it. */
export function commandsContent(commands: readonly ScriptCommand[], shown: Shown): Content {
  const lines = commands.flatMap(({ alters, lines: own }) => {
    const indentation = Math.min(...own.map(({ text }) => text.search(/\S|$/)));
    const codes = coloured(own.map(({ text }) => text.slice(indentation)).join('\n'), shown);
    return own.map(({ number }, index) => ({ number, alters, code: codes[index] ?? [] }));
  });
  return listing(lines, false);
}

function listing(lines: readonly NumberedLine[], isWhole: boolean): Content {
  const body = lines.map(({ number, alters, code }) => {
    const place = isWhole ? { id: lineAnchor(number) } : { linkToDestination: lineAnchor(number) };
    const fill = alters ? { fillColor: colours.band } : {};
    const mark = alters ? { bold: true, color: colours.danger } : { color: colours.soft };
    return [
      {
        text: `${number}${alters ? ' !' : '  '}`,
        alignment: 'right',
        ...place,
        ...fill,
        ...mark,
        preserveTrailingSpaces: true,
      },
      { text: code.length === 0 ? ' ' : code, preserveLeadingSpaces: true, ...fill },
    ];
  });
  return {
    style: 'listing',
    layout: 'listing',
    margin: [0, 2, 0, 8],
    // A line can be longer than a page, and a word in it longer than the line.
    table: { widths: [26, textWidth - 26 - 8], body },
  };
}

function coloured(script: string, shown: Shown): Content[][] {
  const lines: Content[][] = [[]];
  for (const { kind, text } of tokensOf(script)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: shown(part), ...kinds[kind] });
    }
  }
  return lines;
}
