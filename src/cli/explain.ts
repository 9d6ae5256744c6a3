import type { Command } from 'commander';
import { ruleOf, rules } from '../lint/rules.js';
import type { PlannedStep } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { quoted } from '../model/visible.js';
import { explainStep, samplesOf, stepIds } from '../plan/explain.js';
import { closest } from '../plan/parameters/closest.js';
import { planRunbook } from '../plan/plan.js';
import { renderBash } from '../render/bash.js';
import { renderExplanation } from '../render/explain.js';
import { renderRule } from '../render/explain-rule.js';
import { stepIn, stepsOfScript, unnumbered } from '../render/script-steps.js';
import type { Templates } from '../render/template.js';
import type { Io } from './io.js';
import { reportProblems } from './output.js';
import { loadTemplates } from './read-templates.js';
import { templateProblems } from './template-problems.js';

/** `explain STEP`: what a step does, without a parameter file. */
export function registerExplain(command: Command, io: Io): void {
  command
    .argument('<step|code>', `one of ${stepIds().join(', ')}, or the code of a rule, such as NRL101`)
    .action((id: string) => explain(io, id));
}

function explain(io: Io, id: string): void {
  const rule = ruleOf(id.toUpperCase());
  if (rule !== undefined) {
    io.stdout.write(renderRule(rule));
    return;
  }
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
    return stepIn(stepsOfScript(script), id).commands.map((command) => unnumbered(command).join('\n'));
  });
  return [...new Set(lines)].flatMap((command) => command.split('\n'));
}

function unknownStep(id: string): Problem {
  const codes = rules.map(({ code }) => code);
  const near = closest(id, [...stepIds(), ...codes]);
  return problem(
    'unknownStep',
    { file: 'STEP', line: 1, column: 1 },
    {
      path: '',
      expected: `one of ${stepIds().join(', ')}, or a rule from ${codes.at(0)} to ${codes.at(-1)}`,
      found: quoted(id),
      remedy: near === undefined ? 'Name one of the steps or rules.' : `Did you mean ${near}?`,
    },
  );
}
