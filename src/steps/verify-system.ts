import { defineStep } from '../model/step.js';

/** Compares the system with what the runbook set. */
export const verifySystem = defineStep({
  id: 'verify-system',
  title: 'Compare the system with what this runbook set',
  why: 'Between the update and the reboot others work on the system, too.',
  effect: 'reads',
  services: ['IMS', 'S3', 'CFS', 'BSS'],
  section: 'none; for the time after the procedure',
  needs: ['IMS_IMAGE_ID', 'IMS_RESULTANT_IMAGE_ID', 'XNAMES'],
  gives: [],
  uses: ['CFS_CONFIG_NAME'],
  tools: ['cray'],
  differs: [],
  backOut: 'Nothing to take back.',
  anew: true,
  variant: (parameters) => ({ flags: { create: parameters.configuration.create !== undefined }, trace: [] }),
});
