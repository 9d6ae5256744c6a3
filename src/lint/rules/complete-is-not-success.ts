import type { Rule } from '../rule.js';
import { nodesOf } from '../syntax.js';

/** A CFS session that is taken for good because it is over. */
export const completeIsNotSuccess: Rule = {
  code: 'NRL122',
  title: 'A session that is over is taken for a success',
  why: 'A failed session is complete, too. Whether it succeeded stands in .status.session.succeeded, as the string "true".',
  remedy: 'Demand .status.session.succeeded == "true" as well.',
  bad: `set -euo pipefail
cray cfs sessions describe "$1" --format json | jq -e '.status.session.status == "complete"'
`,
  good: `set -euo pipefail
cray cfs sessions describe "$1" --format json |
  jq -e '.status.session | .status == "complete" and .succeeded == "true"'
`,
  check: ({ root, calls }) =>
    /\bsucceeded\b/u.test(root.text)
      ? []
      : calls
          .filter(({ tool }) => tool === 'jq')
          .flatMap(({ operands }) =>
            operands.filter(({ text }) => /\.status\.session\b.*\.status\b|\.status\.session\.status/su.test(text)),
          )
          .flatMap(({ node }) => nodesOf(node, 'raw_string', 'string').slice(0, 1))
          .map((at) => ({ at, message: 'the status of a session is read, and never whether it succeeded' })),
};
