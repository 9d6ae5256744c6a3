import type { Remark, Rule } from '../rule.js';
import type { SystemCall } from '../system-call.js';
import { optionValue } from '../words.js';

/** An update of boot parameters that is not for exactly one node. */
export const notOneNode: Rule = {
  code: 'NRL120',
  title: 'Boot parameters are updated for no node or for several',
  why: 'All hosts of one call get the same parameters: hostname= and xname= of one node overwrite those of the others. Without --hosts the call succeeds and writes to an entry that is no node.',
  remedy: 'Call once for each node, with its own parameters.',
  bad: `set -euo pipefail
cray bss bootparameters update --hosts x3000c0s7b0n0,x3000c0s9b0n0 --params "$1"
cray bss bootparameters list --hosts x3000c0s7b0n0,x3000c0s9b0n0 --format json
`,
  good: `set -euo pipefail
cray bss bootparameters update --hosts x3000c0s7b0n0 --params "$1"
cray bss bootparameters list --hosts x3000c0s7b0n0 --format json
`,
  check: ({ systemCalls }) => systemCalls.flatMap(inCall),
};

function inCall({ thing, verb, operands, command }: SystemCall): Remark[] {
  if (thing !== 'bss bootparameters' || verb !== 'update' || operands.some(({ text }) => /[$]\{?[@*]/u.test(text))) {
    return [];
  }
  const hosts = optionValue(operands, '--hosts');
  const others = optionValue(operands, '--macs', '--nids', '--name');
  if (hosts === undefined) {
    return others === undefined ? [{ at: command.node, message: 'the update names no node' }] : [];
  }
  const several = /[,[]/u.test(hosts.text.replaceAll(/\$\{[^}]*\}/gu, ''));
  return several && optionValue(operands, '--params') !== undefined
    ? [{ at: hosts.node, message: 'several nodes get the same parameters' }]
    : [];
}
