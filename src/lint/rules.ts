import type { Rule } from './rule.js';
import { changeNotReread } from './rules/change-not-reread.js';
import { completeIsNotSuccess } from './rules/complete-is-not-success.js';
import { deletesUnasked } from './rules/deletes-unasked.js';
import { endlessPoll } from './rules/endless-poll.js';
import { entryReplaced } from './rules/entry-replaced.js';
import { errexitOff } from './rules/errexit-off.js';
import { errorThrownAway } from './rules/error-thrown-away.js';
import { firstOfMany } from './rules/first-of-many.js';
import { formatNotJson } from './rules/format-not-json.js';
import { imageRecordDeleted } from './rules/image-record-deleted.js';
import { jsonByHand } from './rules/json-by-hand.js';
import { kubectlTemplate } from './rules/kubectl-template.js';
import { notOneNode } from './rules/not-one-node.js';
import { replacedUnseen } from './rules/replaced-unseen.js';
import { secretInArguments } from './rules/secret-in-arguments.js';
import { severalInOne } from './rules/several-in-one.js';
import { statusLostInDeclaration } from './rules/status-lost-in-declaration.js';
import { statusLostInPipeline } from './rules/status-lost-in-pipeline.js';
import { textToolsOnJson } from './rules/text-tools-on-json.js';
import { uncheckedInChange } from './rules/unchecked-in-change.js';
import { uncheckedInRead } from './rules/unchecked-in-read.js';
import { unmatchedLinePasses } from './rules/unmatched-line-passes.js';
import { valueAsPattern } from './rules/value-as-pattern.js';

/** Every rule, by code. */
export const rules: readonly Rule[] = [
  changeNotReread,
  textToolsOnJson,
  statusLostInPipeline,
  statusLostInDeclaration,
  errorThrownAway,
  errexitOff,
  endlessPoll,
  secretInArguments,
  formatNotJson,
  uncheckedInChange,
  uncheckedInRead,
  firstOfMany,
  severalInOne,
  imageRecordDeleted,
  entryReplaced,
  unmatchedLinePasses,
  valueAsPattern,
  jsonByHand,
  deletesUnasked,
  notOneNode,
  replacedUnseen,
  completeIsNotSuccess,
  kubectlTemplate,
];

/** The rule of a code; undefined when there is none. */
export function ruleOf(code: string): Rule | undefined {
  return rules.find((rule) => rule.code === code);
}
