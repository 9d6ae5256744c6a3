import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../../src/lint/grammar/', import.meta.url);

test('the grammar is the file that its page names', () => {
  const digest = createHash('sha256')
    .update(readFileSync(new URL('tree-sitter-bash.wasm', folder)))
    .digest('hex');
  expect(readFileSync(new URL('README.md', folder), 'utf8')).toContain(`SHA-256: ${digest}\n`);
});
