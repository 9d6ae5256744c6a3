import { defineStep } from '../model/step.js';

/** Everything that can be found out before anything is altered. */
export const preflight = defineStep({
  id: 'preflight',
  title: 'Check the node, the tools and the login',
  why: 'A missing command or an expired login should be found before anything is altered, not between two of them.',
  effect: 'reads',
  services: ['IMS'],
  section: 'Prerequisites',
  needs: [],
  gives: [],
  uses: ['CSM', 'WINDOW_START', 'WINDOW_END'],
  tools: ['cray'],
  differs: ['The source procedure only says that the cray CLI must be configured; here it is tried.'],
  backOut: 'Nothing to take back.',
  anew: true,
  variant: (parameters) => ({
    flags: {
      window: parameters.change?.window !== undefined,
      initrdLimited: parameters.image.nodeType !== 'worker',
    },
    trace: [],
  }),
});
