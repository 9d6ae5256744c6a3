import type { Rule } from '../rule.js';
import { uncheckedUses } from '../unchecked-uses.js';

/** A value from the system that goes into a change without a look at it. */
export const uncheckedInChange: Rule = {
  code: 'NRL110',
  title: 'A value is used unchecked in a change',
  why: 'A filter that finds nothing prints nothing and succeeds. An empty PARAMS is ignored by BSS while kernel and initrd change: a new kernel with an old root file system; an empty id writes s3://boot-images//rootfs.',
  remedy: "Test its shape where it was obtained: '[[ ${ID} =~ ^...$ ]] || exit 1', or '${ID:?}' at least.",
  bad: `set -euo pipefail
id=$(cray ims images list --format json | jq -r '.[] | select(.name == "a") | .id')
cray artifacts create boot-images "\${id}/manifest.json" manifest.json
cray artifacts describe boot-images "\${id}/manifest.json" --format json
`,
  good: `set -euo pipefail
id=$(cray ims images list --format json | jq -r '.[] | select(.name == "a") | .id')
[[ \${id} =~ ^[0-9a-f-]{36}$ ]] || exit 1
cray artifacts create boot-images "\${id}/manifest.json" manifest.json
cray artifacts describe boot-images "\${id}/manifest.json" --format json
`,
  check: (script) =>
    uncheckedUses(script, 'changes').map(({ word, name, source }) => ({
      at: word.node,
      message: `${name} comes from the system (line ${source.node.line}) and nothing checks it before this change`,
    })),
};
