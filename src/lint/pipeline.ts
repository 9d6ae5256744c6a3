import type { Call } from './command.js';
import { callsIn, type Script } from './script.js';
import { isOn } from './shell-options.js';
import { ancestors, type SyntaxNode } from './syntax.js';
import { lastAssignment } from './values.js';
import { hasOption, optionValue } from './words.js';

/** What a command prints, as far as the text tells. */
export type Output = 'json' | 'text' | 'unknown';

/** The stages of a pipeline, in order; a lone command is its only stage. */
export function stagesOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.type === 'pipeline' ? node.children.filter(({ type }) => type !== '|' && type !== '|&') : [node];
}

/** The command of a stage; undefined for a loop or a group. */
export function callOfStage(script: Script, stage: SyntaxNode): Call | undefined {
  const inner = stage.type === 'redirected_statement' || stage.type === 'negated_command' ? stage.children : [stage];
  const node = inner.find(({ type }) => type === 'command');
  return node === undefined ? undefined : script.callOf.get(node);
}

/** Every pipeline, and every command that stands in none. */
export function pipelinesOf(script: Script): readonly SyntaxNode[] {
  const pipelines = script.nodes.filter(({ type }) => type === 'pipeline');
  const alone = script.calls
    .map(({ command }) => command.node)
    .filter(({ parent }) => parent?.type !== 'pipeline' && parent?.parent?.type !== 'pipeline');
  return [...pipelines, ...alone];
}

/** Whether a failure of a stage in front of the last is seen. */
export function pipefailCounts(script: Script, pipeline: SyntaxNode): boolean {
  const looksBack = ancestors(pipeline).some(
    ({ type, text }) => type !== 'program' && type !== 'function_definition' && text.includes('PIPESTATUS'),
  );
  return looksBack || isOn(script, 'pipefail', pipeline) || (pipeline.parent?.text.includes('PIPESTATUS') ?? false);
}

/** What a command prints, given what is piped into it. */
export function outputOf(script: Script, call: Call, input: Output): Output {
  const { tool, operands } = call;
  switch (tool) {
    case 'cray':
      return asksForJson(script, call) ? 'json' : 'text';
    case 'kubectl':
      return /^json$/u.test(optionValue(operands, '-o', '--output')?.text ?? '') || hasText(call, '-ojson')
        ? 'json'
        : 'text';
    case 'jq':
      return isRaw(call) || hasText(call, 'length') ? 'text' : 'json';
    case 'cat':
    case 'tee':
      return input;
    case 'echo':
    case 'printf':
      return operands.some(({ variables, node }) => variables.some((name) => holdsJson(script, name, node)))
        ? 'json'
        : 'text';
    default:
      return outputOfFunction(script, call);
  }
}

/** Whether the JSON strings of a jq come without their quotes. */
function isRaw({ operands }: Call): boolean {
  return hasOption(operands, 'r', '--raw-output') || hasOption(operands, 'j', '--join-output');
}

function hasText({ operands }: Call, text: string): boolean {
  return operands.some((word) => word.text === text);
}

/** Whether a cray call asks for JSON, by its option or by a variable of the script. */
export function asksForJson({ assignmentsOf }: Script, { operands }: Call): boolean {
  return (
    optionValue(operands, '--format')?.text === 'json' ||
    (assignmentsOf.get('CRAY_FORMAT') ?? []).some(({ value }) => value?.text.includes('json') === true)
  );
}

/** A function prints what its last command prints. */
function outputOfFunction(script: Script, call: Call): Output {
  const body = script.functions.get(call.tool);
  const last =
    body === undefined
      ? undefined
      : callsIn(script, body)
          .filter(({ tool }) => tool !== call.tool)
          .at(-1);
  return last !== undefined && last.tool === 'cray' ? outputOf(script, last, 'unknown') : 'unknown';
}

/** What comes out at the end of a pipeline. */
export function outputOfPipeline(script: Script, node: SyntaxNode): Output {
  return stagesOf(node).reduce<Output>((input, stage) => {
    const call = callOfStage(script, stage);
    return call === undefined ? 'unknown' : outputOf(script, call, input);
  }, 'unknown');
}

/** Whether a variable holds JSON at a place. */
export function holdsJson(script: Script, name: string, at: SyntaxNode): boolean {
  const { value } = lastAssignment(script, name, at) ?? {};
  const substitution = value === undefined ? undefined : substitutionIn(value);
  const inner = substitution?.children.find(({ type }) => /^(?:pipeline|command|redirected_statement)$/u.test(type));
  return inner !== undefined && outputOfPipeline(script, inner) === 'json';
}

/** The `$(...)` that a value is, if it is one and nothing else. */
export function substitutionIn(value: SyntaxNode): SyntaxNode | undefined {
  if (value.type === 'string' && value.children.length === 3) {
    return value.children.find(({ type }) => type === 'command_substitution');
  }
  return value.type === 'command_substitution' ? value : undefined;
}
