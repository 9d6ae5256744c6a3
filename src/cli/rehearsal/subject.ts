import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Parameters } from '../../model/parameters.js';
import type { Plan } from '../../model/plan.js';
import type { Outcome, Problem } from '../../model/problem.js';
import { problem } from '../../model/problem-codes.js';
import { formatParameters } from '../../plan/parameters/format-parameters.js';
import { parseParameters } from '../../plan/parse-parameters.js';
import { planRunbook } from '../../plan/plan.js';
import { renderBash } from '../../render/bash.js';
import { digestOf } from '../../render/digest.js';
import type { Io } from '../io.js';
import { loadParameters } from '../load-parameters.js';
import { loadTemplates } from '../read-templates.js';

/** What a rehearsal runs: exact bytes, and the plan that says what they are for. */
export interface Subject {
  readonly parameters: Parameters;
  readonly plan: Plan;
  readonly script: string;
}

/** A bundle is taken as it is; from a parameter file the script is made first. */
export async function loadSubject(io: Io, path: string): Promise<Outcome<Subject>> {
  const isBundle = existsSync(path) && statSync(path).isDirectory();
  const parameters = isBundle ? bundleParameters(path) : await loadParameters(io, path);
  if (!parameters.ok) return parameters;
  const plan = planRunbook(parameters.value, { warnings: parameters.warnings });
  if (!plan.ok) return plan;
  const script = isBundle ? bundleScript(path) : rendered(parameters.value, plan.value);
  if (!script.ok) return script;
  const value = { parameters: parameters.value, plan: plan.value, script: script.value };
  return { ok: true, value, warnings: parameters.warnings };
}

function rendered(parameters: Parameters, plan: Plan): Outcome<string> {
  const value = renderBash(plan, loadTemplates(), digestOf(formatParameters(parameters)));
  return { ok: true, value, warnings: [] };
}

function bundleParameters(path: string): Outcome<Parameters> {
  const file = join(path, 'params.yaml');
  if (!existsSync(file)) return { ok: false, problems: [notABundle(path, 'params.yaml')] };
  return parseParameters(readFileSync(file, 'utf8'), { file });
}

function bundleScript(path: string): Outcome<string> {
  const file = join(path, 'runbook.sh');
  if (!existsSync(file)) return { ok: false, problems: [notABundle(path, 'runbook.sh')] };
  return { ok: true, value: readFileSync(file, 'utf8'), warnings: [] };
}

function notABundle(path: string, missing: string): Problem {
  return problem(
    'notABundle',
    { file: path, line: 1, column: 1 },
    {
      path: '',
      expected: 'a bundle, as generate writes it',
      found: `no ${missing} in it`,
      remedy: 'Name a parameter file, or the folder of a bundle.',
    },
  );
}
