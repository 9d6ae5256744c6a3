import { isCollection, parseDocument } from 'yaml';
import type { Path, Raw } from './raw.js';

/** A value to put into a commented file; null removes the key. */
export interface Edit {
  readonly path: Path;
  readonly value: Raw;
}

/** The commented file with other values; its comments stay where they are. */
export function fillTemplate(template: string, edits: readonly Edit[]): string {
  const document = parseDocument(template, { schema: 'core', merge: false });
  for (const { path, value } of edits) {
    if (value === null) {
      document.deleteIn(path);
    } else {
      const node = document.createNode(value);
      if (isCollection(node)) {
        node.flow = true;
      }
      document.setIn(path, node);
    }
  }
  return document.toString({ lineWidth: 0 });
}
