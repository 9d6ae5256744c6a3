import type { CST } from 'yaml';

const deepest = 40;

/** Offset of the first token nested deeper than any parameter file; undefined when there is none. */
export function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; depth < deepest; depth += 1) {
    level = level.flatMap(tokensIn);
  }
  return level[0]?.offset;
}

function tokensIn(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') {
    return token.value === undefined ? [] : [token.value];
  }
  if (!('items' in token)) {
    return [];
  }
  return token.items.flatMap((item) => [item.key, item.value]).filter((child) => child !== undefined && child !== null);
}
