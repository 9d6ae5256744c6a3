import { defineStep } from '../model/step.js';

/** Saves the entries, computes the new ones and shows the difference. */
export const saveBootParameters = defineStep({
  id: 'save-boot-parameters',
  title: 'Save the boot parameters and determine the new ones',
  why: 'All nodes are checked before the first is written, the reviewer at the terminal sees every word that will differ, and a roll-back has what it needs.',
  effect: 'reads',
  services: ['BSS', 'S3'],
  section: '5. Update NCN boot parameters, 2.1 and 2.2',
  needs: ['XNAMES', 'S3_ARTIFACT_PATH'],
  gives: [],
  uses: ['METAL_NO_WIPE', 'HOST_LETTER'],
  tools: ['cray'],
  differs: [
    'Boot parameters are edited word by word in jq, not with sed on JSON: only the words metal.server= and metal.no-wipe= differ afterwards.',
    'A node that BSS does not know, that has no single metal.server word, or is of another type or another host than asked for, is a stop for all.',
    'An entry that BSS was not asked for is a stop: the documented commands would take it for the answer.',
    'The entries are saved, and the image that they boot must still be in S3; the source procedure has no back-out.',
  ],
  backOut: 'Nothing to take back.',
  variant: () => ({
    trace: [
      {
        command: 'metal-server',
        as: 'hardened',
        because: 'awk and sed disagree about which word they mean when it is missing, empty or there twice.',
        pitfalls: [3, 23, 24, 25, 26],
      },
      {
        command: 'new-params',
        as: 'hardened',
        because: 'sed on JSON damages quotes and takes the old value for a pattern.',
        pitfalls: [19, 22, 27, 28],
      },
      {
        command: 'check-params',
        as: 'hardened',
        because: 'The difference is shown word by word, and a test stands in for the look at it.',
        pitfalls: [29],
      },
    ],
  }),
});
