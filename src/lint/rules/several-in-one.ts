import { programOf } from '../jq.js';
import { substitutionIn } from '../pipeline.js';
import type { Rule } from '../rule.js';
import { callsIn } from '../script.js';
import { openSources } from '../unchecked-uses.js';

/** A filter that may print several lines, for a variable that is used as one. */
export const severalInOne: Rule = {
  code: 'NRL113',
  title: 'Several answers go into one variable',
  why: 'A filter over all items prints one line for each: none, one or several. Two ids in one variable end in paths with a line feed in them, which BSS stores.',
  remedy: 'Collect and count in the filter: \'[...] | if length == 1 then .[0] else error("not one") end\' with jq -e.',
  bad: `set -euo pipefail
result=$(cray cfs sessions describe "$1" --format json | jq -r '.status.artifacts[] | .result_id')
echo "\${result}"
`,
  good: `set -euo pipefail
result=$(cray cfs sessions describe "$1" --format json |
  jq -er '[.status.artifacts[].result_id] | if length == 1 then .[0] else error("not one result") end')
echo "\${result}"
`,
  check: (script) => {
    const open = openSources(script);
    return script.assignments.flatMap(({ name, node, value }) => {
      const substitution = value === undefined ? undefined : substitutionIn(value);
      const calls = substitution === undefined ? [] : callsIn(script, substitution);
      const last = calls.at(-1);
      const asks = calls.some(({ tool }) => tool === 'cray');
      const program = last?.tool === 'jq' ? programOf(last) : undefined;
      return program !== undefined && asks && iterates(program.text) && open.has(node)
        ? [{ at: program.node, message: `${name} gets one line for each item: none, one or several` }]
        : [];
    });
  },
};

/** Whether `[]` goes over items outside of every bracket, and nothing gathers them. */
function iterates(program: string): boolean {
  let outside = program.replaceAll(/"(?:[^"\\]|\\.)*"/gu, '""').replaceAll('[]', '@');
  for (let before = ''; before !== outside; ) {
    before = outside;
    outside = outside.replaceAll(/\[[^[\](){}]*\]|\([^[\](){}]*\)|\{[^[\](){}]*\}/gu, '');
  }
  return outside.includes('@');
}
