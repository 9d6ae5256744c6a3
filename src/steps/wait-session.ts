import { defineStep } from '../model/step.js';

/** Waits until the session is over. */
export const waitSession = defineStep({
  id: 'wait-session',
  title: 'Monitor the session until it completes successfully',
  why: 'The image is there only when the session is complete and succeeded.',
  effect: 'reads',
  services: ['CFS'],
  section: '4. Run the CFS image customization session, 3.3',
  needs: ['CFS_SESSION_NAME'],
  gives: [],
  uses: ['POLL_SECONDS_OF_FILE', 'TIMEOUT_MINUTES'],
  tools: ['cray'],
  differs: [
    'There is a deadline, and complete counts as success only with succeeded "true": the source procedure has neither.',
  ],
  backOut: 'cray cfs sessions delete with the name of the session.',
  variant: () => ({
    trace: [
      {
        command: 'monitor-session',
        as: 'hardened',
        because: 'complete alone is not success, and a session may never complete.',
        pitfalls: [16, 17],
      },
    ],
  }),
});
