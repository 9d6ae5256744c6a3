import { defineStep } from '../model/step.js';

/** Puts the saved boot parameters back. */
export const restoreBootParameters = defineStep({
  id: 'restore-boot-parameters',
  title: 'Put the saved boot parameters back',
  why: 'The nodes shall boot again what they booted before.',
  effect: (parameters) => (parameters.bootParameters.metalNoWipe === '1' ? 'wipes' : 'changes'),
  services: ['BSS'],
  section: 'none; the source procedure has no back-out',
  needs: ['XNAMES'],
  gives: [],
  uses: [],
  tools: ['cray'],
  differs: [
    'Only nodes whose entry is still what this runbook wrote are put back, with update, never with replace, which would lose cloud-init.',
  ],
  backOut: 'runbook.sh run',
  anew: true,
  variant: () => ({ trace: [] }),
});
