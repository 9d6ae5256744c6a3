import { NcnHost, type NodeType, nodeTypes } from '../../../model/words.js';
import type { Rule } from '../rule.js';

const sources = ['upgrade', 'nextBoot', 'booted'];

/** Exactly one way to find the image. */
export const oneSource: Rule = (file) => {
  const path = ['image', 'source'];
  const given = file.keys(...path)?.filter((key) => sources.includes(key));
  if (given === undefined || given.length === 1) {
    return [];
  }
  return [
    {
      name: 'oneSource',
      path,
      expected: `exactly one of the keys ${sources.join(', ')}`,
      found: given.length === 0 ? 'none of them' : given.join(' and '),
      remedy:
        given.length === 0
          ? 'Add one of them, for example upgrade: {}.'
          : 'Keep the one that says where the image is found.',
    },
  ];
};

/** The node whose next boot counts has one name. */
export const oneNextBootNode: Rule = (file) => {
  const path = ['image', 'source', 'nextBoot'];
  const given = file.keys(...path)?.filter((key) => key === 'xname' || key === 'host') ?? [];
  if (given.length < 2) {
    return [];
  }
  return [
    {
      name: 'oneNextBootNode',
      path,
      expected: 'at most one of the keys xname, host',
      found: given.join(' and '),
      remedy: 'Keep one of the two; both would name the same node, or two nodes with different images.',
    },
  ];
};

/** The node that the image is taken from must boot the family of images that the file is about. */
export const sourceFitsNodeType: Rule = (file) => {
  const nodeType = file.nodeType();
  return ['nextBoot', 'booted'].flatMap((source) => {
    const path = ['image', 'source', source, 'host'];
    const host = NcnHost.safeParse(file.at(...path)).data;
    const hostType = host === undefined ? undefined : nodeTypeOfHost(host);
    if (nodeType === undefined || hostType === undefined || hostType === nodeType) {
      return [];
    }
    return [{ path, found: file.found(path), ...mismatch(nodeType, hostType) }];
  });
};

function mismatch(nodeType: NodeType, hostType: NodeType) {
  if (nodeTypes[nodeType].prefix === nodeTypes[hostType].prefix) {
    return {
      name: 'sourceOfOtherRole',
      expected: `a ${nodeType} node, as the image is for ${nodeType} nodes`,
      remedy: `Check that this ${hostType} node boots the image you mean: images of workers and masters are customized apart.`,
    } as const;
  }
  return {
    name: 'sourceOfNodeType',
    expected: `a node that boots a ${nodeTypes[nodeType].prefix} image, as the image is for ${nodeType} nodes`,
    remedy: `Name a ${nodeType} node such as ncn-${nodeTypes[nodeType].hostLetter}001, or correct image.nodeType.`,
  } as const;
}

/** Kind of node that a host name stands for. */
export function nodeTypeOfHost(host: string): NodeType | undefined {
  const known: readonly NodeType[] = ['worker', 'master', 'storage'];
  return known.find((nodeType) => host.startsWith(`ncn-${nodeTypes[nodeType].hostLetter}`));
}

/** The node that a runbook runs on is a Kubernetes node, so its image is no image for storage nodes. */
export const thisNodeIsNotStorage: Rule = (file) => {
  const path = ['image', 'source', 'nextBoot'];
  if (file.nodeType() !== 'storage' || file.keys(...path)?.length !== 0) {
    return [];
  }
  return [
    {
      name: 'thisNodeForStorage',
      path,
      expected: 'the xname or host of a storage node, as the image is for storage nodes',
      found: 'an empty map, which means the node that the runbook runs on',
      remedy: 'Add host: ncn-s001, or another storage node.',
    },
  ];
};
