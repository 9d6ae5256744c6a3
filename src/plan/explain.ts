import type { ExplainedCommand, Explanation } from '../model/explanation.js';
import type { Parameters } from '../model/parameters.js';
import type { PlacedStep, Procedure } from '../model/procedure.js';
import { sourceCommands } from '../model/source-commands.js';
import type { StepDefinition, Trace } from '../model/step.js';
import { parameterValues, runValues } from '../model/value.js';
import { imageCustomization } from '../procedures/image-customization.js';
import { sampleParameters } from './samples.js';

/** The ids of all steps of a procedure, in the order of the script. */
export function stepIds(procedure: Procedure = imageCustomization): string[] {
  return listsOf(procedure).flatMap(({ placed }) => placed.map(({ step }) => step.id));
}

/** Explains a step; undefined when the procedure has none of that id. */
export function explainStep(id: string, procedure: Procedure = imageCustomization): Explanation | undefined {
  for (const { list, placed } of listsOf(procedure)) {
    const found = placed.find(({ step }) => step.id === id);
    if (found !== undefined) return explanationOf(found, list);
  }
  return undefined;
}

/** Parameter files under which the step is taken, each of them a little different. */
export function samplesOf(id: string, procedure: Procedure = imageCustomization): readonly Parameters[] {
  const placed = listsOf(procedure).flatMap((list) => list.placed);
  const when = placed.find(({ step }) => step.id === id)?.when ?? (() => false);
  return sampleParameters.filter(when);
}

function listsOf({ run, verify, rollback }: Procedure) {
  return [
    { list: 'run', placed: run },
    { list: 'verify', placed: verify },
    { list: 'rollback', placed: rollback },
  ] as const;
}

function explanationOf({ step, when }: PlacedStep, list: Explanation['list']): Explanation {
  const samples = sampleParameters.filter(when);
  const { id, title, why, services, section, backOut } = step;
  const variants = samples.map(step.variant);
  const differs = unique([...step.differs, ...variants.flatMap((variant) => variant.differs ?? [])]);
  const { effect, tools } = step;
  return {
    ...{ id, title, list, always: samples.length === sampleParameters.length, why },
    effects: unique(samples.map((sample) => (typeof effect === 'function' ? effect(sample) : effect))),
    ...{ services, section },
    needs: step.needs.map((name) => ({ name, what: runValues[name] })),
    uses: step.uses.map((name) => ({ name, what: parameterValues[name] })),
    gives: givenBy(step, variants).map((name) => ({ name, what: runValues[name] })),
    tools: unique(samples.flatMap((sample) => (typeof tools === 'function' ? tools(sample) : tools))),
    ...{ differs, backOut },
    commands: commandsOf(variants.flatMap(({ trace }) => trace)),
  };
}

function givenBy(step: StepDefinition, variants: readonly ReturnType<StepDefinition['variant']>[]) {
  return unique([...step.gives, ...variants.flatMap(({ gives = [] }) => gives)]);
}

/** In the order of the documents; a command that is carried out for several reasons is there with each. */
function commandsOf(traces: readonly Trace[]): ExplainedCommand[] {
  const seen = new Set<string>();
  const order = Object.keys(sourceCommands);
  const different = traces.filter((trace) => !seen.has(JSON.stringify(trace)) && seen.add(JSON.stringify(trace)));
  return different
    .map((trace) => ({ ...sourceCommands[trace.command], trace }))
    .sort((left, right) => order.indexOf(left.trace.command) - order.indexOf(right.trace.command));
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
