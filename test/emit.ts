import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTemplates } from '../src/cli/read-templates.js';
import type { Parameters } from '../src/model/parameters.js';
import type { Plan } from '../src/model/plan.js';
import { formatParameters } from '../src/plan/parameters/format-parameters.js';
import { planRunbook } from '../src/plan/plan.js';
import { renderBash } from '../src/render/bash.js';
import { digestOf } from '../src/render/digest.js';

/** The plan for these parameters, which must be good. */
export function planFor(parameters: Parameters): Plan {
  const outcome = planRunbook(parameters);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

/** The bytes of runbook.sh for these parameters. */
export function scriptFor(parameters: Parameters): string {
  return renderBash(planFor(parameters), loadTemplates(), digestOf(formatParameters(parameters)));
}

/** Writes a script into a folder and tells its path. */
export function writeScript(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.sh`);
  writeFileSync(file, script, { mode: 0o755 });
  return file;
}
