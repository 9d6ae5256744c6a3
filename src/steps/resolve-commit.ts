import { defineStep } from '../model/step.js';

/** Finds the commit for the layers. */
export const resolveCommit = defineStep({
  id: 'resolve-commit',
  title: 'Resolve the commit of the layers',
  why: 'A configuration should name a commit, so that the image can be made again from the same code.',
  effect: 'reads',
  services: ['VCS'],
  section: '3. Create a CFS configuration, 1',
  needs: [],
  gives: ['COMMIT'],
  uses: ['CLONE_URL', 'BRANCH', 'GIVEN_COMMIT'],
  tools: (parameters) => (parameters.configuration.create?.branch === undefined ? [] : ['kubectl', 'git']),
  differs: [
    'The documented clone puts the password into the URL, so into the process list and .git/config; here git asks a helper that reads it from the environment of that one process.',
    'No clone is needed for a commit: git ls-remote prints it.',
  ],
  backOut: 'Nothing to take back.',
  variant: (parameters) => {
    const branch = parameters.configuration.create?.branch !== undefined;
    return {
      flags: { branch, commit: !branch },
      trace: branch
        ? [
            {
              command: 'vcs-credentials',
              as: 'hardened',
              because: 'A missing key prints <no value> and succeeds, so what comes out is checked.',
              pitfalls: [14],
            },
            {
              command: 'clone-repository',
              as: 'hardened',
              because: 'The password is kept out of the URL, the arguments and the disk.',
              pitfalls: [13],
            },
          ]
        : [],
    };
  },
});
