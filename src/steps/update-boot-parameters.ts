import { defineStep } from '../model/step.js';

/** Writes the new boot parameters, node by node. */
export const updateBootParameters = defineStep({
  id: 'update-boot-parameters',
  title: 'Update BSS with the new boot parameters',
  why: 'This decides what the nodes boot next.',
  effect: (parameters) => (parameters.bootParameters.metalNoWipe === '1' ? 'changes' : 'wipes'),
  services: ['BSS', 'S3'],
  section: '5. Update NCN boot parameters, 2.3',
  needs: ['XNAMES', 'IMS_RESULTANT_IMAGE_ID', 'S3_ARTIFACT_PATH', 'NEW_METAL_SERVER'],
  gives: [],
  uses: ['CANARY'],
  tools: ['cray'],
  differs: [
    'Each node is written once, from the parameters computed and shown before, and only while BSS still holds what was saved; a node that has them already is left alone.',
  ],
  backOut: 'runbook.sh rollback',
  variant: (parameters) => ({
    flags: { canary: (parameters.bootParameters.canary ?? 0) > 0 },
    trace: [
      {
        command: 'update-bss',
        as: 'hardened',
        because: 'One node a call, by xname, with parameters that are never empty.',
        pitfalls: [20, 21, 22, 23, 31, 32],
      },
    ],
  }),
});
