/** Writes a body as TOML the way the CLI does: null is left out, a list becomes `[[results]]`. */
export function toToml(body: object): string {
  const lines: string[] = [];
  writeTable(lines, [], Array.isArray(body) ? { results: body } : body);
  return `${lines.join('\n')}\n`;
}

function writeTable(lines: string[], path: readonly string[], table: object): void {
  const entries = Object.entries(table).filter(([, value]) => value !== null && value !== undefined);
  for (const [key, value] of entries.filter(([, value]) => !isTable(value) && !isTableList(value))) {
    lines.push(`${keyOf(key)} = ${textOf(value)}`);
  }
  for (const [key, value] of entries) {
    const inner = [...path, keyOf(key)];
    if (isTableList(value)) {
      for (const item of value) {
        lines.push(`[[${inner.join('.')}]]`);
        writeTable(lines, inner, item);
      }
    } else if (isTable(value)) {
      lines.push(`[${inner.join('.')}]`);
      writeTable(lines, inner, value);
    }
  }
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTableList(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

function keyOf(key: string): string {
  return /^[A-Za-z0-9_-]+$/u.test(key) ? key : JSON.stringify(key);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== null).map((item) => ` ${textOf(item)},`);
    return `[${items.join('')}]`;
  }
  return isTable(value) ? inlineTable(value) : JSON.stringify(value);
}

function inlineTable(table: object): string {
  const fields = Object.entries(table).map(([key, value]) => `${keyOf(key)} = ${textOf(value)}`);
  return `{ ${fields.join(', ')} }`;
}
