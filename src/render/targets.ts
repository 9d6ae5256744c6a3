import type { Plan } from '../model/plan.js';
import { codeOf, joinRich, type Rich, say } from './rich.js';

/** Which nodes boot the result, a sentence for each way in which the parameter file names them. */
export function targetsOf({ parameters: { bootParameters } }: Plan): Rich[] {
  const { subrole, xnames, hosts } = bootParameters.nodes;
  return [
    ...(subrole === undefined
      ? []
      : [say`Every node of role Management and subrole **${subrole}** that HSM knows when the script runs`]),
    ...(xnames === undefined ? [] : [say`The node${s(xnames)} with the xname${s(xnames)} ${codes(xnames)}`]),
    ...(hosts === undefined ? [] : [say`The node${s(hosts)} with the host name${s(hosts)} ${codes(hosts)}`]),
  ];
}

function codes(words: readonly string[]): Rich {
  return joinRich(words.map(codeOf), ', ');
}

function s(items: readonly string[]): string {
  return items.length === 1 ? '' : 's';
}

/** Whether the disks of these nodes can be wiped, so that nobody can overlook or misread it. */
export function wipeSentence(plan: Plan): Rich {
  const { metalNoWipe } = plan.parameters.bootParameters;
  if (!canWipe(plan)) {
    return say`This runbook sets \`metal.no-wipe=1\` on each of them, so their disks are **not** wiped at the next boot.`;
  }
  const how =
    metalNoWipe === 'keep'
      ? say`\`metal.no-wipe\` is kept as it is on each node: where it is not 1, be it 0 or absent,`
      : say`\`metal.no-wipe=1\` becomes \`metal.no-wipe=0\`; with it, and as well where the word is absent,`;
  return say`**DISKS CAN BE WIPED.** ${how} the disks of the node are wiped at its next network boot, planned or not.`;
}

/** What must stand in red at the top of the document. */
export function cautionsOf(plan: Plan): Rich[] {
  if (!canWipe(plan)) return [];
  const { nodeType } = plan.parameters.image;
  const osds =
    nodeType === 'storage'
      ? say` **These are storage nodes: THEIR CEPH OSDs ARE LOST, with the data on them.** Drain and remove the OSDs of a node before it boots.`
      : [];
  return [
    say`**THIS RUNBOOK CAN LET DISKS BE WIPED.** A ${nodeType} node that it updates and that is without \`metal.no-wipe=1\` afterwards loses the content of its disks at its next network boot, planned or not.${osds}`,
  ];
}

/** How many nodes are written at a time, and where the reviewer finds the list that is only known at run time. */
export function lookUpOf({ parameters: { bootParameters } }: Plan): Rich[] {
  const { parallel, canary = 0, nodes } = bootParameters;
  const atATime = `${parallel} at a time, after all of them were checked`;
  const onlyByXname = nodes.subrole === undefined && nodes.hosts === undefined;
  return [
    canary === 0
      ? say`They are updated ${atATime}.`
      : say`The first ${canary} of them are updated and reread before any other; then all others, ${atATime}.`,
    ...(onlyByXname
      ? []
      : [
          say`Their xnames are looked up when the script runs; \`bash runbook.sh run --dry-run\` shows them beforehand.`,
        ]),
  ];
}

/** Whether a step of this runbook can let disks be wiped. */
export function canWipe({ run }: Plan): boolean {
  return run.some(({ effect }) => effect === 'wipes');
}
