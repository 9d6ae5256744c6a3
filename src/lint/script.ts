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
  /** The same by their nodes. */
  readonly callOf: ReadonlyMap<SyntaxNode, Call>;
  /** Those that reach the system, in the order of the text. */
  readonly systemCalls: readonly SystemCall[];
  /** The same by what they are as commands. */
  readonly systemCallOf: ReadonlyMap<Call, SystemCall>;
  /** One call for each kind of thing that is read anywhere. */
  readonly kindsOfReads: readonly SystemCall[];
  /** Every place that decides by a value. */
  readonly tests: readonly SyntaxNode[];
  /** Every place that uses the value of a variable. */
  readonly expansions: readonly SyntaxNode[];
  /** The files, as they are named, into which a call of the system writes its answer. */
  readonly answerFiles: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  readonly assignments: readonly Assignment[];
  /** The same by the variable. */
  readonly assignmentsOf: ReadonlyMap<string, readonly Assignment[]>;
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
  const byCall = new Map(calls.flatMap((call) => pairOf(call, systemCallOf(call))));
  const systemCalls = [...byCall.values()];
  const assignments = assignmentsIn(nodes, commands);
  const tests = nodes.filter(isTest);
  const expansions = nodes.filter(({ type }) => type === 'simple_expansion' || type === 'expansion');
  const switches = optionSwitches(root, commands);
  const answerFiles = new Set(systemCalls.flatMap(({ command }) => targetsOf(command.node)));
  return {
    root,
    nodes,
    calls,
    callOf: new Map(calls.map((call) => [call.command.node, call])),
    systemCalls,
    systemCallOf: byCall,
    kindsOfReads: kindsOfReads(systemCalls),
    answerFiles,
    tests,
    expansions,
    functions,
    assignments,
    assignmentsOf: grouped(assignments),
    switches,
  };
}

function kindsOfReads(calls: readonly SystemCall[]): SystemCall[] {
  const reads = calls.filter(({ effect }) => effect === 'reads');
  return [...new Map(reads.map((call) => [`${call.tool} ${call.thing}`, call])).values()];
}

function pairOf<Key, Value>(key: Key, value: Value | undefined): [Key, Value][] {
  return value === undefined ? [] : [[key, value]];
}

function grouped(assignments: readonly Assignment[]): Map<string, Assignment[]> {
  const groups = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const group = groups.get(assignment.name);
    if (group === undefined) groups.set(assignment.name, [assignment]);
    else group.push(assignment);
  }
  return groups;
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
export function callsIn(script: Script, { start, end }: SyntaxNode): readonly Call[] {
  return callsBetween(script, start, end).filter(({ command }) => command.node.end <= end);
}

/** The commands that begin at one place or behind it, and before another: looked up, as scripts may have thousands. */
export function callsBetween({ calls }: Pick<Script, 'calls'>, start: number, end: number): readonly Call[] {
  return calls.slice(firstFrom(calls, start), firstFrom(calls, end));
}

function firstFrom(calls: readonly Call[], place: number): number {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((calls[middle]?.command.node.start ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low;
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
  return callsReachedFrom(script, node).flatMap((call) => script.systemCallOf.get(call) ?? []);
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
