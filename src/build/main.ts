import { chmodSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { recordGroups } from './caches.js';
import { bundleParts } from './parts.js';
import { replacements } from './replacements.js';
import { singleFile } from './single-file.js';

/** Makes the program one file, dist/ncn-runbook.cjs, which runs where there is Node.js and nothing else. */
const dist = fileURLToPath(new URL('..', import.meta.url));
const examples = fileURLToPath(new URL('../../templates/params/', import.meta.url));
const output = `${dist}ncn-runbook.cjs`;

const parts = await bundleParts(dist, replacements(examples));
writeFileSync(output, singleFile(parts, recordGroups(parts, `${examples}worker.yaml`)));
chmodSync(output, 0o755);
