import { type Assignment, assignmentsIn } from './assignments.js';
import { type Call, type Command, callOf, commandOf } from './command.js';
import { optionSwitches, type Switch } from './shell-options.js';
import { descendants, enclosing, type SyntaxNode } from './syntax.js';
import { type SystemCall, systemCallOf } from './system-call.js';
import { isTest } from './tests.js';

/** A script as the rules see it. */
export interface Script {
  readonly root: SyntaxNode;
  readonly nodes: readonly SyntaxNode[];
  /** Every command, in the order of the text. */
  readonly calls: readonly Call[];
  /** Those that reach the system, in the order of the text. */
  readonly systemCalls: readonly SystemCall[];
  /** Every place that decides by a value. */
  readonly tests: readonly SyntaxNode[];
  /** Every place that uses the value of a variable. */
  readonly expansions: readonly SyntaxNode[];
  /** The files, as they are named, into which a call of the system writes its answer. */
  readonly answerFiles: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  readonly assignments: readonly Assignment[];
  /** Where `set` turns errexit and pipefail on and off. */
  readonly switches: readonly Switch[];
}

/** Collects what the rules ask for from a syntax tree. */
export function scriptOf(root: SyntaxNode): Script {
  const nodes = descendants(root);
  const functions = new Map(
    nodes
      .filter(({ type }) => type === 'function_definition')
      .map((node) => [node.children.find(({ field }) => field === 'name')?.text ?? '', node]),
  );
  const commands = nodes.filter(({ type }) => type === 'command').map(commandOf);
  const calls = commands.map((command) => callOf(command, (name) => passesOn(functions.get(name))));
  const systemCalls = calls.flatMap((call) => systemCallOf(call) ?? []);
  const assignments = assignmentsIn(nodes, commands);
  const tests = nodes.filter(isTest);
  const expansions = nodes.filter(({ type }) => type === 'simple_expansion' || type === 'expansion');
  const switches = optionSwitches(root, commands);
  const answerFiles = new Set(systemCalls.flatMap(({ command }) => targetsOf(command.node)));
  return { root, nodes, calls, systemCalls, answerFiles, tests, expansions, functions, assignments, switches };
}

/** Whether a function runs its arguments, as `query` and `change` of a runbook do. */
function passesOn(definition: SyntaxNode | undefined): boolean | undefined {
  return definition === undefined ? undefined : /\$[@*]|\$\{@/u.test(definition.text);
}

/** The function in which a node stands, or the whole script. */
export function scopeOf({ root }: Pick<Script, 'root'>, node: SyntaxNode): SyntaxNode {
  return enclosing(node, 'function_definition') ?? root;
}

/** Every command in a piece of the script, without looking into functions that it calls. */
export function callsIn({ calls }: Script, node: SyntaxNode): readonly Call[] {
  return calls.filter(({ command }) => node.start <= command.node.start && command.node.end <= node.end);
}

/** Names of the functions that a command calls, by its name or as one of its words (`each_node update_node`). */
export function functionsNamedBy({ functions }: Script, { words }: Command): readonly string[] {
  return words.map(({ text }) => text).filter((text) => functions.has(text));
}

/** Every command that a piece of the script leads to: those in it, and those of the functions that they call. */
export function callsReachedFrom(script: Script, node: SyntaxNode): readonly Call[] {
  const seen = new Set<string>();
  const follow = (piece: SyntaxNode): Call[] =>
    callsIn(script, piece).flatMap((call) => [call, ...namedBy(script, call, seen).flatMap(follow)]);
  return follow(node);
}

/** The functions that a command calls and that were not seen before. */
function namedBy(script: Script, { command }: Call, seen: Set<string>): SyntaxNode[] {
  return functionsNamedBy(script, command).flatMap((name) => {
    const definition = script.functions.get(name);
    if (definition === undefined || seen.has(name)) {
      return [];
    }
    seen.add(name);
    return [definition];
  });
}

/** Calls of the system that a piece of the script leads to. */
export function systemCallsReachedFrom(script: Script, node: SyntaxNode): readonly SystemCall[] {
  return callsReachedFrom(script, node).flatMap((call) => systemCallOf(call) ?? []);
}

/** The files into which a command writes, alone or at the start of a pipeline. */
function targetsOf({ parent }: SyntaxNode): string[] {
  const around = parent?.type === 'pipeline' ? parent.parent : parent;
  const redirects = around?.type === 'redirected_statement' ? around.children : [];
  return redirects
    .filter(({ type, text }) => type === 'file_redirect' && /^1?>/u.test(text))
    .flatMap(({ children }) => children.find(({ field }) => field === 'destination')?.text ?? [])
    .filter((file) => file !== '/dev/null');
}
