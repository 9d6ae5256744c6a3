/**
 * Splits the value of an option that takes a list, as the CLI does: `a,b` at its commas, blanks dropped, and
 * `x3000c0s[7,9-11]b0n0` expanded. An empty text is a list of one empty item.
 */
export function expandHosts(text: string): readonly string[] {
  return splitOutsideBrackets(text.replaceAll(/\s/gu, '')).flatMap(expandItem);
}

function splitOutsideBrackets(text: string): readonly string[] {
  return text.split(/,(?![^[]*\])/u);
}

function expandItem(item: string): readonly string[] {
  const match = /^([^[]*)\[([0-9,-]+)\](.*)$/u.exec(item);
  if (match === null) {
    return [item];
  }
  const [, before = '', ranges = '', after = ''] = match;
  const ends = expandItem(after);
  return numbersIn(ranges).flatMap((number) => ends.map((end) => `${before}${number}${end}`));
}

function numbersIn(ranges: string): readonly number[] {
  const numbers = ranges.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map((end) => Number.parseInt(end, 10));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
  return numbers.sort((one, other) => one - other);
}
