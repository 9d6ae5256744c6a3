import { defineStep } from '../model/step.js';

/** Creates the CFS configuration. */
export const createConfiguration = defineStep({
  id: 'create-configuration',
  title: 'Create the CFS configuration for image customization',
  why: 'It says which playbooks run on the image.',
  effect: 'creates',
  services: ['CFS'],
  section: '3. Create a CFS configuration, 2',
  needs: ['COMMIT'],
  gives: [],
  uses: ['CFS_CONFIG_NAME', 'LAYERS', 'CLONE_URL'],
  tools: ['cray'],
  differs: [
    'The documented command replaces a configuration of that name without a word; here another one of that name is a stop, and one with the same layers is used.',
  ],
  backOut: 'cray cfs configurations delete, when no session or component uses it.',
  variant: () => ({
    trace: [
      { command: 'configuration-layers', as: 'documented' },
      {
        command: 'create-configuration',
        as: 'hardened',
        because: 'An existing configuration is never replaced.',
        pitfalls: [],
      },
      { command: 'configuration-name', as: 'documented' },
    ],
  }),
});
