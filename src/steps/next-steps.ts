import type { Parameters } from '../model/parameters.js';
import { defineStep } from '../model/step.js';

/** Says what to do now. */
export const nextSteps = defineStep({
  id: 'next-steps',
  title: 'Say what to do next',
  why: 'The nodes boot the new image only when they are rebuilt or rebooted, which this runbook does not do.',
  effect: 'reads',
  services: [],
  section: 'Next steps',
  needs: ['XNAMES', 'IMS_RESULTANT_IMAGE_ID'],
  gives: [],
  uses: [],
  tools: [],
  differs: [],
  backOut: 'Nothing to take back.',
  anew: true,
  variant: (parameters) => ({
    advice: [...advice[parameters.image.nodeType], ...wipeAdvice(parameters)],
    trace: [{ command: 'next-steps', as: 'documented' }],
  }),
});

const advice: Record<Parameters['image']['nodeType'], readonly string[]> = {
  worker: [
    'In an install or upgrade of several products, the HPE Cray EX System Software Getting Started Guide (S-8000) says when to reboot the worker nodes.',
    'Otherwise rebuild them, one first: /usr/share/doc/csm/upgrade/scripts/upgrade/ncn-upgrade-worker-storage-nodes.sh ncn-w001 (from ncn-m001).',
  ],
  master: [
    'In a CSM upgrade a later stage rebuilds the master nodes.',
    'Otherwise rebuild them one at a time: /usr/share/doc/csm/upgrade/scripts/rebuild/ncn-rebuild-master-nodes.sh ncn-m002 (ncn-m001 from ncn-m002).',
  ],
  storage: [
    'In a CSM upgrade a later stage rebuilds the storage nodes.',
    'Otherwise follow the rebuild of storage nodes, one at a time: drain and remove its OSDs first (Prepare Storage Nodes), re-add it to Ceph after (Re-add a Storage Node to Ceph).',
  ],
};

function wipeAdvice({ bootParameters, image }: Parameters): string[] {
  if (bootParameters.metalNoWipe === '1') return [];
  const osds = image.nodeType === 'storage' ? ', its Ceph OSDs among them' : '';
  return [
    `A node without metal.no-wipe=1 wipes its disks at ANY next network boot, planned or not${osds}: set it back to 1 after the rebuild.`,
  ];
}
