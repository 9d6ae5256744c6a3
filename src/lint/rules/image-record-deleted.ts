import type { Rule } from '../rule.js';
import { nameOf } from '../system-call.js';

/** Deleting an image record of IMS, which moves the artifacts that others share. */
export const imageRecordDeleted: Rule = {
  code: 'NRL114',
  title: 'An IMS image record is deleted',
  why: 'IMS moves every artifact of the manifest to deleted/. An imported record points at the original artifacts, so deleting it takes the boot image away from every node that still boots it.',
  remedy: "Leave the record. After an accident: 'cray ims deleted images update ID --operation undelete'.",
  bad: `set -euo pipefail
cray ims images delete "$1"
cray ims images list --format json
`,
  good: `set -euo pipefail
cray ims images list --format json
`,
  check: ({ systemCalls }) =>
    systemCalls
      .filter(({ thing, effect, verb }) => thing === 'ims images' && effect === 'changes' && verb.startsWith('delete'))
      .map((call) => ({
        at: call.command.node,
        message: `'${nameOf(call)}' moves the artifacts that other records share`,
      })),
};
