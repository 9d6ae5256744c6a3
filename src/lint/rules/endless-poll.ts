import type { Rule } from '../rule.js';
import { callsReachedFrom, type Script } from '../script.js';
import { nodesOf, type SyntaxNode } from '../syntax.js';

const remote = new Set(['cray', 'kubectl', 'curl', 'ssh', 'git', 'sat', 'ceph', 'ping', 'nc']);

/** A loop that sleeps and may do so for ever. */
export const endlessPoll: Rule = {
  code: 'NRL107',
  title: 'A wait has no end',
  why: 'What is waited for may never come: a CFS session for an image that IMS does not know stays pending for ever. A loop without a counter or a deadline hides that until somebody wonders.',
  remedy: 'Count the tries or compare SECONDS with a deadline, and stop with a message.',
  bad: `set -euo pipefail
until cray cfs sessions describe "$1" --format json | jq -e '.status.session.succeeded == "true"'; do
  sleep 30
done
`,
  good: `set -euo pipefail
deadline=$((SECONDS + 10800))
until cray cfs sessions describe "$1" --format json | jq -e '.status.session.succeeded == "true"'; do
  ((SECONDS < deadline)) || exit 1
  sleep 30
done
`,
  check: (script) =>
    script.nodes
      .filter(({ type }) => type === 'while_statement')
      .filter((loop) => isPoll(script, loop) && !hasLimit(loop))
      .map((loop) => ({ at: loop, message: 'this loop waits without a counter or a deadline' })),
};

function isPoll(script: Script, loop: SyntaxNode): boolean {
  const conditions = loop.children.filter(({ field }) => field === 'condition');
  const reached = callsReachedFrom(script, loop);
  const own = conditions.flatMap((condition) => callsReachedFrom(script, condition));
  if (own.some(({ tool }) => tool === 'read') || !reached.some(({ tool }) => tool === 'sleep')) {
    return false;
  }
  const isForEver = /^(?:true|:|\[\[? 1 \]\]?|\(\(1\)\)|\(\( 1 \)\))\s*;?$/u.test(conditions[0]?.text ?? '');
  return isForEver || reached.some(({ tool }) => remote.has(tool));
}

/** A comparison of numbers, or a look at the clock. */
function hasLimit(loop: SyntaxNode): boolean {
  const compares = nodesOf(loop, 'test_operator').some(({ text }) => /^-(?:lt|le|gt|ge|eq|ne)$/u.test(text));
  const counts = nodesOf(loop, 'compound_statement', 'c_style_for_statement', 'arithmetic_expansion').some(({ text }) =>
    /^\$?\(\(.*(?:[<>]|==|--)/su.test(text),
  );
  const clock = /\b(?:SECONDS|EPOCHSECONDS|EPOCHREALTIME)\b|date \+%s/u.test(loop.text);
  return compares || counts || clock;
}
