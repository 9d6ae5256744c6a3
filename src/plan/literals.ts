import type { Parameters } from '../model/parameters.js';
import type { Literals } from '../model/value.js';
import { nodeTypes } from '../model/words.js';

/** The parameter values that a parameter file settles, in the order of the script. */
export function literalsOf(parameters: Parameters): Literals {
  return {
    ...generalLiterals(parameters),
    ...sourceLiterals(parameters),
    ...configurationLiterals(parameters),
    ...targetLiterals(parameters),
  };
}

function generalLiterals({ runbook, csm, change }: Parameters): Literals {
  return {
    RUNBOOK: runbook,
    PURPOSE: change?.title ?? 'Management Node Image Customization',
    CHANGE_ID: change?.id ?? '',
    CSM: csm,
    ...(change?.window === undefined
      ? {}
      : { WINDOW_START: inUtc(change.window.start), WINDOW_END: inUtc(change.window.end) }),
  };
}

/** `2026-11-28T23:00:00+01:00` as `2026-11-28T22:00:00Z`, which bash can compare as text. */
function inUtc(timestamp: string): string {
  return `${new Date(timestamp).toISOString().slice(0, 19)}Z`;
}

function sourceLiterals({ image }: Parameters): Literals {
  const facts = nodeTypes[image.nodeType];
  return {
    NODE_TYPE: image.nodeType,
    IMAGE_PREFIX: facts.prefix,
    OTHER_PREFIX: facts.prefix === 'k8s' ? 'ceph' : 'k8s',
    ...imageLiterals(image, facts.myenvVariable),
    REVISION: image.revision,
  };
}

function imageLiterals({ source }: Parameters['image'], myenvVariable: string): Literals {
  if ('upgrade' in source) {
    const { artifactVersion } = source.upgrade;
    return artifactVersion === undefined ? { MYENV_VARIABLE: myenvVariable } : { ARTIFACT_VERSION: artifactVersion };
  }
  if ('booted' in source) return { BOOTED_NCN: source.booted.host };
  const { xname, host } = source.nextBoot;
  return { ...(xname === undefined ? {} : { NCN_XNAME: xname }), ...(host === undefined ? {} : { NCN_HOST: host }) };
}

function configurationLiterals({ configuration: { name, create }, session }: Parameters): Literals {
  return {
    CFS_CONFIG_NAME: name,
    ...(create === undefined
      ? {}
      : {
          CLONE_URL: create.cloneUrl,
          ...(create.branch === undefined ? {} : { BRANCH: create.branch }),
          ...(create.commit === undefined ? {} : { GIVEN_COMMIT: create.commit }),
          LAYERS: JSON.stringify(create.layers.map(({ name: layer, playbook }) => ({ name: layer, playbook }))),
        }),
    TARGET_GROUP: session.targetGroup,
    POLL_SECONDS_OF_FILE: String(session.pollSeconds),
    TIMEOUT_MINUTES: String(session.timeoutMinutes),
  };
}

function targetLiterals({ image, bootParameters: { nodes, metalNoWipe, parallel, canary } }: Parameters): Literals {
  return {
    HOST_LETTER: nodeTypes[image.nodeType].hostLetter,
    ...(nodes.subrole === undefined ? {} : { SUBROLE: nodes.subrole }),
    ...(nodes.xnames === undefined ? {} : { TARGET_XNAMES: nodes.xnames }),
    ...(nodes.hosts === undefined ? {} : { TARGET_HOSTS: nodes.hosts }),
    METAL_NO_WIPE: metalNoWipe,
    PARALLEL: String(parallel),
    ...(canary === undefined ? {} : { CANARY: String(canary) }),
  };
}
