import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './helpers.js';

/** A small parameter file without warnings, for a runbook of that name. */
export function exampleText(runbook: string): string {
  return `runbook: ${runbook}
image:
  nodeType: worker
  source: { upgrade: {} }
  revision: rev1
configuration: { name: ncn-image-customization }
bootParameters:
  nodes: { subrole: Worker }
`;
}

/** One that is warned about. */
export const storageText = `runbook: storage-image
image: { nodeType: storage, source: { upgrade: {} }, revision: rev1 }
configuration: { name: ncn-image-customization }
bootParameters: { nodes: { subrole: Storage }, metalNoWipe: "0" }
`;

/** Writes a parameter file into a new folder and tells its path. */
export function parameterFile(text: string): string {
  const file = join(folder(), 'parameters.yaml');
  writeFileSync(file, text);
  return file;
}
