import { defineStep } from '../model/step.js';

/** Collects the nodes that boot the result. */
export const findNodes = defineStep({
  id: 'find-nodes',
  title: 'Determine the xnames of the nodes',
  why: 'These, and only these, boot the new image; each is in the list once.',
  effect: 'reads',
  services: ['HSM'],
  section: '5. Update NCN boot parameters, 1',
  needs: [],
  gives: ['XNAMES'],
  uses: ['SUBROLE', 'TARGET_XNAMES', 'TARGET_HOSTS'],
  tools: (parameters) => [
    ...(parameters.bootParameters.nodes.subrole === undefined ? [] : (['cray'] as const)),
    ...(parameters.bootParameters.nodes.hosts === undefined ? [] : (['ssh'] as const)),
  ],
  differs: [
    'An id that is no xname is a stop; it is neither left out nor split.',
    'An empty list is a stop: HSM answers it without an error when nothing matches.',
    'Two hosts that say the same xname are a stop.',
  ],
  backOut: 'Nothing to take back.',
  variant: ({ bootParameters: { nodes } }) => ({
    flags: {
      subrole: nodes.subrole !== undefined,
      xnames: nodes.xnames !== undefined,
      hosts: nodes.hosts !== undefined,
    },
    trace: [
      ...(nodes.subrole === undefined
        ? []
        : [
            {
              command: 'nodes-by-subrole',
              as: 'hardened',
              because: 'No match is an empty answer and success, so the list must not be empty.',
              pitfalls: [23],
            } as const,
          ]),
      ...(nodes.hosts === undefined
        ? []
        : [
            {
              command: 'node-by-host',
              as: 'hardened',
              because: 'ssh without -n would swallow the input of a loop; the shape of the xname is checked.',
              pitfalls: [4],
            } as const,
          ]),
    ],
  }),
});
