import { defineStep } from '../model/step.js';

/** Reads the entries again. */
export const verifyBootParameters = defineStep({
  id: 'verify-boot-parameters',
  title: 'Verify the boot parameters',
  why: 'An update echoes nothing; only a second look shows that kernel, initrd, params and cloud-init are as intended.',
  effect: 'reads',
  services: ['BSS'],
  section: '5. Update NCN boot parameters, 2',
  needs: ['XNAMES'],
  gives: [],
  uses: [],
  tools: ['cray'],
  differs: ['The source procedure rereads nothing after the update.'],
  backOut: 'Nothing to take back.',
  variant: () => ({
    trace: [
      {
        command: 'check-params',
        as: 'hardened',
        because: 'What BSS holds after the update is compared with what was meant.',
        pitfalls: [29, 30],
      },
    ],
  }),
});
