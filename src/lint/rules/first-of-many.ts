import type { Call } from '../command.js';
import { programOf } from '../jq.js';
import { callOfStage, holdsJson, type Output, outputOf, stagesOf } from '../pipeline.js';
import type { Remark, Rule } from '../rule.js';
import type { Script } from '../script.js';
import type { SyntaxNode } from '../syntax.js';
import { hasOption } from '../words.js';

/** A filter that takes one where there may be none or several. */
export const firstOfMany: Rule = {
  code: 'NRL112',
  title: 'The first of many is taken',
  why: 'An unfiltered list of BSS begins with entries that are no nodes, names in IMS are not unique, and an unknown host is silently absent: the first item is null, or that of somebody else.',
  remedy: 'Select by name, demand exactly one: \'if length == 1 then .[0] else error("not one") end\' with jq -e.',
  bad: `set -euo pipefail
cray bss bootparameters list --name "$1" --format json | jq -r '.[0].params'
`,
  good: `set -euo pipefail
cray bss bootparameters list --name "$1" --format json |
  jq -er 'if length == 1 then .[0].params else error("not one entry") end'
`,
  check: (script) => script.calls.filter(({ tool }) => tool === 'jq').flatMap((call) => inCall(script, call)),
};

function inCall(script: Script, call: Call): Remark[] {
  const program = programOf(call);
  if (program === undefined || !takesFirst(program.text) || demandsByName(call) || !readsAnswer(script, call)) {
    return [];
  }
  return [{ at: program.node, message: 'the first item is taken, and there may be none or several' }];
}

/** `.[0]` or `first` of the whole input, unless the filter counts. */
function takesFirst(program: string): boolean {
  return /(?:^|[|(]\s*|\]\s*\|\s*)(?:\.\[0\]|first\b)/u.test(program.trim()) && !/\blength\b|\berror\b/u.test(program);
}

/** What is selected by name and demanded with -e is that one, where names are unique. */
function demandsByName(call: Call): boolean {
  return hasOption(call.operands, 'e', '--exit-status') && /\bselect\(.*\]?\.\[0\]/su.test(programOf(call)?.text ?? '');
}

/** Whether the input is an answer of the system, piped or in a variable. */
function readsAnswer(script: Script, { command: { node } }: Call): boolean {
  const pipeline = node.parent?.type === 'pipeline' ? node.parent : undefined;
  const before = pipeline === undefined ? [] : stagesOf(pipeline).filter(({ end }) => end <= node.start);
  const input = before.reduce<Output>((given, stage) => {
    const call = callOfStage(script, stage);
    return call === undefined ? 'unknown' : outputOf(script, call, given);
  }, 'unknown');
  return input === 'json' || hereStrings(node).some((name) => holdsJson(script, name, node));
}

function hereStrings(node: SyntaxNode): readonly string[] {
  const around = node.parent?.type === 'redirected_statement' ? node.parent.children : [];
  const found = [...node.children, ...around].filter(({ type }) => type === 'herestring_redirect');
  return found.flatMap((redirect) => /\$\{?(\w+)/u.exec(redirect.text)?.[1] ?? []);
}
