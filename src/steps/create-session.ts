import { defineStep } from '../model/step.js';

/** Starts the image customization. */
export const createSession = defineStep({
  id: 'create-session',
  title: 'Create the image customization session',
  why: 'CFS runs the playbooks on a copy of the image.',
  effect: 'creates',
  services: ['CFS'],
  section: '4. Run the CFS image customization session, 1 to 3.2',
  needs: ['IMS_IMAGE_ID'],
  gives: ['CFS_SESSION_NAME'],
  uses: ['CFS_CONFIG_NAME', 'TARGET_GROUP'],
  tools: ['cray'],
  differs: [
    'The name is recorded before the session is made, so that an interrupted run finds its session again instead of making a second one.',
    'Image and configuration are looked at once more when time passed since the last look: CFS asks nobody.',
  ],
  backOut: 'cray cfs sessions delete with the name of the session.',
  variant: ({ configuration }) => ({
    flags: { created: configuration.create !== undefined },
    trace: [
      {
        command: 'image-id-set',
        as: 'hardened',
        because: 'The id was checked where it was obtained, and IMS has a manifest for it.',
        pitfalls: [15, 16],
      },
      { command: 'session-name', as: 'documented' },
      {
        command: 'create-session',
        as: 'hardened',
        because: 'After an error CFS is asked for the session instead of making another.',
        pitfalls: [15],
      },
    ],
  }),
});
