import { AnsibleGroup, NcnHost, nodeTypes, Subrole, Xname } from '../../../model/words.js';
import type { Raw } from '../raw.js';
import type { Finding, RawFile, Rule } from '../rule.js';
import { nodeTypeOfHost } from './image.js';

const nodes = ['bootParameters', 'nodes'];
const namedGroups = Object.values(nodeTypes).map(({ targetGroup }) => targetGroup);

/** CFS takes any group and gives back an unchanged image when no playbook runs on it. */
export const groupFitsNodeType: Rule = (file) => {
  const path = ['session', 'targetGroup'];
  const nodeType = file.nodeType();
  const group = AnsibleGroup.safeParse(file.at(...path)).data;
  if (nodeType === undefined || group === undefined || group === nodeTypes[nodeType].targetGroup) {
    return [];
  }
  return [
    {
      name: namedGroups.includes(group) ? 'groupOfNodeType' : 'unusualGroup',
      path,
      expected: `${nodeTypes[nodeType].targetGroup}, as the image is for ${nodeType} nodes`,
      found: file.found(path),
      remedy: 'Leave targetGroup out: CFS reports success and an unchanged image when no playbook runs on the group.',
    },
  ];
};

/** An image is made for one kind of node. */
export const subroleFitsNodeType: Rule = (file) => {
  const path = [...nodes, 'subrole'];
  const nodeType = file.nodeType();
  const subrole = Subrole.safeParse(file.at(...path)).data;
  if (nodeType === undefined || subrole === undefined || subrole === nodeTypes[nodeType].subrole) {
    return [];
  }
  return [
    {
      name: 'subroleOfNodeType',
      path,
      expected: `${nodeTypes[nodeType].subrole}, as the image is for ${nodeType} nodes`,
      found: file.found(path),
      remedy: 'Correct the subrole, or correct image.nodeType.',
    },
  ];
};

/** The same for nodes given by host name, whose letter tells their kind. */
export const hostsFitNodeType: Rule = (file) => {
  const nodeType = file.nodeType();
  return file.list(...nodes, 'hosts').flatMap((item, index) => {
    const host = NcnHost.safeParse(item).data;
    if (nodeType === undefined || host === undefined || nodeTypeOfHost(host) === nodeType) {
      return [];
    }
    return [otherHost(file, [...nodes, 'hosts', index], nodeType)];
  });
};

function otherHost(file: RawFile, path: Finding['path'], nodeType: keyof typeof nodeTypes): Finding {
  return {
    name: 'hostOfNodeType',
    path,
    expected: `the host name of a ${nodeType} node, ncn-${nodeTypes[nodeType].hostLetter}...`,
    found: file.found(path),
    remedy: 'Remove the host, or correct image.nodeType.',
  };
}

/** Something must boot the image. */
export const someNodes: Rule = (file) => {
  const given = file.keys(...nodes)?.filter((key) => ['subrole', 'xnames', 'hosts'].includes(key));
  if (given === undefined || given.length > 0) {
    return [];
  }
  return [
    {
      name: 'someNodes',
      path: nodes,
      expected: 'at least one of the keys subrole, xnames, hosts',
      found: 'none of them',
      remedy: 'Say which nodes will boot the image, for example { subrole: Worker }.',
    },
  ];
};

/** Nothing is done twice to a node; said because it may be a slip of another kind. */
export const nodesDiffer: Rule = (file) => [...duplicates(file, 'xnames'), ...duplicates(file, 'hosts')];

function duplicates(file: RawFile, key: 'xnames' | 'hosts'): readonly Finding[] {
  const items = file.list(...nodes, key);
  return [...repeated(items)].map((index) => {
    const path = [...nodes, key, index];
    return {
      name: 'nodeTwice',
      path,
      expected: 'each node once',
      found: `${file.found(path)} again`,
      remedy: 'Remove it, or put the node here that was meant.',
    };
  });
}

function repeated(items: readonly Raw[]): readonly number[] {
  const seen = new Set<Raw>();
  return items.flatMap((item, index) => {
    const isName = Xname.safeParse(item).success || NcnHost.safeParse(item).success;
    const again = isName && seen.has(item);
    seen.add(item);
    return again ? [index] : [];
  });
}

/** A wiped storage node loses its OSDs, so nobody may get there by a default. */
export const storageStatesNoWipe: Rule = (file) => {
  const path = ['bootParameters', 'metalNoWipe'];
  if (file.nodeType() !== 'storage' || file.keys('bootParameters') === undefined || file.at(...path) !== undefined) {
    return [];
  }
  return [
    {
      name: 'stateNoWipe',
      path,
      expected: '"0", "1" or keep, stated for storage nodes',
      found: 'nothing',
      remedy: 'Add metalNoWipe: keep or "1"; "0" erases the Ceph OSDs of a node at its next network boot.',
    },
  ];
};
