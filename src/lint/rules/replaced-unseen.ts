import type { Rule } from '../rule.js';
import { scopeOf, systemCallsReachedFrom } from '../script.js';
import { readsWhatChanges } from '../system-call.js';

/** A CFS configuration that is written without a look whether there is one of that name. */
export const replacedUnseen: Rule = {
  code: 'NRL121',
  title: 'A CFS configuration is replaced unseen',
  why: "'cray cfs configurations update' creates, or replaces what another team relies on, without a word: both look the same.",
  remedy: 'Describe or list it first, and stop when there is another one of that name.',
  bad: `set -euo pipefail
cray cfs configurations update "$1" --file layers.json
cray cfs configurations describe "$1" --format json
`,
  good: `set -euo pipefail
cray cfs configurations list --format json | jq -e --arg name "$1" 'all(.[]; .name != $name)'
cray cfs configurations update "$1" --file layers.json
cray cfs configurations describe "$1" --format json
`,
  check: (script) =>
    script.systemCalls
      .filter(({ thing, verb }) => thing === 'cfs configurations' && verb === 'update')
      .filter((change) => {
        const scope = scopeOf(script, change.command.node);
        const before = script.calls.filter(({ command: { node } }) => node.end <= change.command.node.start);
        return !before
          .filter(({ command }) => scopeOf(script, command.node) === scope)
          .some(({ command }) =>
            systemCallsReachedFrom(script, command.node).some((call) => readsWhatChanges(call, change)),
          );
      })
      .map(({ command }) => ({
        at: command.node,
        message: 'nothing looks first whether there is a configuration of that name',
      })),
};
