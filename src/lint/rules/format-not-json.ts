import { asksForJson, callOfStage, stagesOf } from '../pipeline.js';
import type { Rule } from '../rule.js';
import type { Script } from '../script.js';
import { ancestors, type SyntaxNode } from '../syntax.js';
import type { SystemCall } from '../system-call.js';

/** What shows an answer to a person and takes nothing out of it. */
const viewers = new Set(['cat', 'less', 'more', 'tee', 'head', 'tail', 'nl', 'column']);

/** Output of cray that is parsed although its format depends on the user's settings. */
export const formatNotJson: Rule = {
  code: 'NRL109',
  title: 'Output of cray is parsed without --format json',
  why: 'The default is TOML, in which null fields are missing and lists are wrapped; the configuration of the user and CRAY_FORMAT alter it. A parser gets something else on the next node.',
  remedy: "Add '--format json' to each call whose output is read by a program.",
  bad: `set -euo pipefail
records=$(cray ims images list)
`,
  good: `set -euo pipefail
records=$(cray ims images list --format json)
`,
  check: (script) =>
    script.systemCalls
      .filter(
        (call) => call.tool === 'cray' && call.verb !== '' && !asksForJson(script, call) && isParsed(script, call),
      )
      .map(({ command }) => ({ at: command.node, message: "the output of cray is parsed, without '--format json'" })),
};

function isParsed(script: Script, { command, thing, verb }: SystemCall): boolean {
  if (thing === 'artifacts' && verb === 'get') {
    return false;
  }
  const { node } = command;
  const pipeline = ancestors(node).find(({ type }) => type === 'pipeline');
  const stages = pipeline === undefined ? [] : stagesOf(pipeline);
  const next = stages[stages.findIndex((stage) => stage.start <= node.start && node.end <= stage.end) + 1];
  if (pipeline !== undefined && next !== undefined) {
    return !viewers.has(callOfStage(script, next)?.tool ?? '');
  }
  return isTaken(node);
}

/** The value of a variable; what is thrown away or stored is not parsed here. */
function isTaken(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === undefined || hasTarget(node)) {
    return false;
  }
  if (parent.type === 'command_substitution') {
    return true;
  }
  return ['redirected_statement', 'pipeline', 'list', 'negated_command'].includes(parent.type) && isTaken(parent);
}

function hasTarget({ type, children }: SyntaxNode): boolean {
  return type === 'redirected_statement' && children.some(({ text }) => /^(?:1|&)?>>?\s*\S/u.test(text));
}
