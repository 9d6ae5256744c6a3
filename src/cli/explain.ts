import type { Command } from 'commander';
import type { PlannedStep } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { explainStep, samplesOf, stepIds } from '../plan/explain.js';
import { closest } from '../plan/parameters/closest.js';
import { quoted } from '../plan/parameters/visible.js';
import { planRunbook } from '../plan/plan.js';
import { renderBash } from '../render/bash.js';
import { renderExplanation } from '../render/explain.js';
import { commandsIn, stepsOfScript, unnumbered } from '../render/script-steps.js';
import type { Templates } from '../render/template.js';
import type { Io } from './io.js';
import { reportProblems } from './output.js';
import { loadTemplates } from './read-templates.js';
import { templateProblems } from './template-problems.js';

/** `explain STEP`: what a step does, without a parameter file. */
export function registerExplain(program: Command, io: Io): void {
  program
    .command('explain')
    .description('say what a step does, why, at what risk, how it is taken back, and from which documented command')
    .argument('<step>', `one of ${stepIds().join(', ')}`)
    .action((step: string) => explain(io, step));
}

function explain(io: Io, id: string): void {
  const explanation = explainStep(id);
  if (explanation === undefined) {
    reportProblems(io, [unknownStep(id)]);
    return;
  }
  try {
    io.stdout.write(renderExplanation(explanation, commandsOf(id, loadTemplates())));
  } catch (error) {
    reportProblems(io, templateProblems(error, 'explain'));
  }
}

/** The commands of the step in the script, over all parameter files that make a difference to it. */
function commandsOf(id: string, templates: Templates): string[] {
  const seen = new Set<string>();
  const lines = samplesOf(id).flatMap((parameters) => {
    const planned = planRunbook(parameters);
    if (!planned.ok) {
      throw new Error(`the sample for ${id} has no plan`);
    }
    const { run, verify, rollback } = planned.value;
    const key = JSON.stringify([...run, ...verify, ...rollback].find((step: PlannedStep) => step.id === id));
    if (seen.has(key)) {
      return [];
    }
    seen.add(key);
    const script = renderBash(planned.value, templates, '');
    return commandsIn(stepsOfScript(script).get(id) ?? []).map((command) => unnumbered(command).join('\n'));
  });
  return [...new Set(lines)].flatMap((command) => command.split('\n'));
}

function unknownStep(id: string): Problem {
  const near = closest(id, stepIds());
  return problem(
    'unknownStep',
    { file: 'STEP', line: 1, column: 1 },
    {
      path: '',
      expected: `one of ${stepIds().join(', ')}`,
      found: quoted(id),
      remedy: near === undefined ? 'Name one of the steps.' : `Did you mean ${near}?`,
    },
  );
}
