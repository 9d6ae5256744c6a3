import { defineStep } from '../model/step.js';

/** Checks a configuration that exists already. */
export const checkConfiguration = defineStep({
  id: 'check-configuration',
  title: 'Check the CFS configuration',
  why: 'It was made elsewhere, for example by sat bootprep; without ncn-initrd.yml the image would boot with an old initrd.',
  effect: 'reads',
  services: ['CFS'],
  section: '3. Create a CFS configuration, if needed',
  needs: [],
  gives: [],
  uses: ['CFS_CONFIG_NAME'],
  tools: ['cray'],
  differs: ['The source procedure takes the configuration on trust.'],
  backOut: 'Nothing to take back.',
  variant: () => ({ trace: [{ command: 'configuration-name', as: 'documented' }] }),
});
