import type { Parameters } from '../model/parameters.js';
import { defineStep, type Trace } from '../model/step.js';

const prefixTrace = {
  because:
    'Exactly one metal.server word must name an image in S3; the documented sed prints the whole line when none does.',
  pitfalls: [1, 2, 3],
} as const;

/** Finds the image to customize, by one of the three ways of the source procedure. */
export const identifyImage = defineStep({
  id: 'identify-image',
  title: 'Identify the NCN image to be modified',
  why: 'All that follows works on this image; a wrong one is only noticed when a node boots it.',
  effect: 'reads',
  services: ['BSS'],
  section: '1. Obtain NCN image artifacts, 1',
  needs: [],
  gives: ['ARTIFACT_S3_PREFIX'],
  uses: [
    'ARTIFACT_VERSION',
    'MYENV_VARIABLE',
    'IMAGE_PREFIX',
    'OTHER_PREFIX',
    'NODE_TYPE',
    'NCN_XNAME',
    'NCN_HOST',
    'BOOTED_NCN',
  ],
  tools: (parameters) => (overSsh(parameters) ? ['cray', 'ssh'] : ['cray']),
  differs: [
    'The documented sed prints the whole command line when nothing matches, and takes the last of two metal.server words; here exactly one must match, or the step stops.',
    'An image for the other kind of node (k8s, ceph) is refused.',
  ],
  backOut: 'Nothing to take back.',
  variant: ({ image: { source } }) => {
    if ('upgrade' in source) {
      const fromMyenv = source.upgrade.artifactVersion === undefined;
      const flags = { ...noBranch, upgrade: true, fromMyenv };
      return { flags, gives: fromMyenv ? ['ARTIFACT_VERSION'] : [], trace: upgradeTrace(fromMyenv) };
    }
    if ('booted' in source) return { flags: { ...noBranch, booted: true }, trace: bootedTrace };
    const { xname, host } = source.nextBoot;
    const fromHost = host !== undefined;
    const fromThisNode = !fromHost && xname === undefined;
    return {
      flags: { ...noBranch, nextBoot: true, fromHost, fromThisNode },
      gives: fromHost || fromThisNode ? ['NCN_XNAME'] : [],
      trace: nextBootTrace(fromHost, fromThisNode),
    };
  },
});

const noBranch = {
  upgrade: false,
  fromMyenv: false,
  nextBoot: false,
  fromHost: false,
  fromThisNode: false,
  booted: false,
};

function overSsh({ image: { source } }: Parameters): boolean {
  return 'booted' in source || ('nextBoot' in source && source.nextBoot.host !== undefined);
}

function upgradeTrace(fromMyenv: boolean): Trace[] {
  const version: Trace = {
    command: 'artifact-version',
    as: 'hardened',
    because: 'The shape of the version is checked before a path is made of it.',
    pitfalls: [5],
  };
  return [...(fromMyenv ? [version] : []), { command: 'prefix-upgrade', as: 'documented' }];
}

function nextBootTrace(fromHost: boolean, fromThisNode: boolean): Trace[] {
  const xname = { as: 'hardened', because: 'The shape of the xname is checked.', pitfalls: [2] } as const;
  return [
    ...(fromHost ? [{ command: 'xname-over-ssh', ...xname } as const] : []),
    ...(fromThisNode ? [{ command: 'xname-of-this-node', ...xname } as const] : []),
    { command: 'prefix-next-boot', as: 'hardened', ...prefixTrace },
  ];
}

const bootedTrace: Trace[] = [
  { command: 'booted-ncn', as: 'documented' },
  {
    command: 'prefix-booted',
    as: 'hardened',
    because:
      'The line is fetched whole and matched here; a node booted from the PIT or from disk is a stop, not a prefix.',
    pitfalls: [1, 3, 4],
  },
];
