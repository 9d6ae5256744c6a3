import { generator } from '../model/generator.js';
import type { Parameters } from '../model/parameters.js';
import type { KnownValue, Need, Plan, PlannedStep } from '../model/plan.js';
import type { Outcome, Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import type { PlacedStep, Procedure } from '../model/procedure.js';
import type { StepDefinition } from '../model/step.js';
import { isParameterValue, type Literals, parameterValues, runValues } from '../model/value.js';
import { imageCustomization } from '../procedures/image-customization.js';
import { coverageOf } from './coverage.js';
import { literalsOf } from './literals.js';

/**
 * Resolves a procedure for checked parameters. What the compiler cannot see is reported here: a value that no
 * earlier step gives, a step that is there twice.
 */
export function planRunbook(
  parameters: Parameters,
  options: { readonly warnings?: readonly Problem[]; readonly procedure?: Procedure } = {},
): Outcome<Plan> {
  const procedure = options.procedure ?? imageCustomization;
  const literals = literalsOf(parameters);
  const run = planSteps(procedure.run, parameters, literals);
  const verify = planSteps(procedure.verify, parameters, literals);
  const rollback = planSteps(procedure.rollback, parameters, literals);
  const all = [...run, ...verify, ...rollback];
  const problems = [...orderProblems(run, procedure.run, parameters), ...twice(all)];
  if (problems.length > 0) return { ok: false, problems };
  const warnings = options.warnings ?? [];
  const value: Plan = {
    format: 1,
    generator,
    procedure: { id: procedure.id, title: procedure.title, source: procedure.source },
    parameters,
    values: knownValues(literals),
    run,
    verify,
    rollback,
    tools: [...new Set(all.flatMap((step) => step.tools))],
    coverage: coverageOf(run),
    warnings,
  };
  return { ok: true, value, warnings };
}

function planSteps(placed: readonly PlacedStep[], parameters: Parameters, literals: Literals): PlannedStep[] {
  const steps = placed.filter(({ when }) => when(parameters)).map(({ step }) => step);
  return steps.map((step, index) => planStep(step, index, steps, parameters, literals));
}

function planStep(
  step: StepDefinition,
  index: number,
  steps: readonly StepDefinition[],
  parameters: Parameters,
  literals: Literals,
): PlannedStep {
  const variant = step.variant(parameters);
  const given = [...step.gives, ...(variant.gives ?? [])];
  return {
    id: step.id,
    number: index + 1,
    title: step.title,
    why: step.why,
    effect: typeof step.effect === 'function' ? step.effect(parameters) : step.effect,
    services: step.services,
    section: step.section,
    needs: [...needsOfRun(step, steps.slice(0, index)), ...needsOfParameters(step, literals)],
    places: [...step.needs, ...given, ...step.uses],
    gives: given.map((name) => ({ name, what: runValues[name] })),
    tools: typeof step.tools === 'function' ? step.tools(parameters) : step.tools,
    differs: [...step.differs, ...(variant.differs ?? [])],
    backOut: step.backOut,
    anew: step.anew === true,
    flags: variant.flags ?? {},
    advice: variant.advice ?? [],
    trace: variant.trace,
  };
}

function needsOfRun(step: StepDefinition, earlier: readonly StepDefinition[]): Need[] {
  return step.needs.map((name) => ({
    name,
    what: runValues[name],
    from: earlier.findLast((other) => other.gives.includes(name))?.id ?? 'an earlier run',
  }));
}

function needsOfParameters(step: StepDefinition, literals: Literals): Need[] {
  return step.uses
    .filter((name) => literals[name] !== undefined)
    .map((name) => ({ name, what: parameterValues[name], from: 'parameters' }));
}

function knownValues(literals: Literals): KnownValue[] {
  return Object.keys(parameterValues)
    .filter(isParameterValue)
    .flatMap((name) => {
      const value = literals[name];
      return value === undefined ? [] : [{ name, what: parameterValues[name], value }];
    });
}

function orderProblems(run: readonly PlannedStep[], placed: readonly PlacedStep[], parameters: Parameters): Problem[] {
  const definitions = placed.filter(({ when }) => when(parameters)).map(({ step }) => step);
  return run.flatMap((step, index) => {
    const given = definitions.slice(0, index).flatMap(({ gives }) => gives);
    const missing = (definitions[index]?.needs ?? []).filter((name) => !given.includes(name));
    return missing.map((name) => definitionProblem(step.id, `an earlier step that gives ${name}`, 'none'));
  });
}

function twice(steps: readonly PlannedStep[]): Problem[] {
  const ids = steps.map(({ id }) => id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  return repeated.map((id) => definitionProblem(id, 'each step once', `${id} twice`));
}

function definitionProblem(step: string, expected: string, found: string): Problem {
  const place = { file: `src/steps/${step}.ts`, line: 1, column: 1 };
  const remedy = 'Put the steps of the procedure in an order in which each value is given before it is needed.';
  return problem('stepOrder', place, { path: step, expected, found, remedy });
}
