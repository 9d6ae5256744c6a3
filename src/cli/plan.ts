import type { Command } from 'commander';
import { normalPlanOf } from '../plan/normal-plan.js';
import { planJson } from '../render/json.js';
import { renderPlanText } from '../render/plan-text.js';
import type { Io } from './io.js';
import { loadParameters } from './load-parameters.js';
import { reportProblems } from './output.js';
import { setOption } from './set-option.js';

interface PlanOptions {
  readonly json?: true;
  readonly set: readonly string[];
}

/** `plan FILE`: the resolved steps and what becomes of the documented commands. */
export function registerPlan(command: Command, io: Io): void {
  command
    .option('--json', 'print the plan as JSON, the same as plan.json of the bundle')
    .addOption(setOption())
    .argument('<file>', 'parameter file; - reads standard input')
    .action((file: string, options: PlanOptions) => plan(io, file, options));
}

async function plan(io: Io, file: string, options: PlanOptions): Promise<void> {
  const parameters = await loadParameters(io, file, options.set);
  reportProblems(io, parameters.ok ? parameters.warnings : parameters.problems);
  if (!parameters.ok) {
    return;
  }
  const planned = normalPlanOf(parameters.value);
  if (!planned.ok) {
    reportProblems(io, planned.problems);
    return;
  }
  const { plan: resolved } = planned.value;
  io.stdout.write(options.json === true ? planJson(resolved) : renderPlanText(resolved));
}
