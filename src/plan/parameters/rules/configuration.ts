import { initrdLayer, nodeTypes } from '../../../model/words.js';
import { rawAt } from '../raw.js';
import type { Rule } from '../rule.js';

const create = ['configuration', 'create'];
const layers = [...create, 'layers'];

/** A configuration is made from a branch or from a commit; CFS refuses both. */
export const oneGitReference: Rule = (file) => {
  const given = file.keys(...create)?.filter((key) => key === 'branch' || key === 'commit');
  if (given === undefined || given.length === 1) {
    return [];
  }
  return [
    {
      name: 'oneGitReference',
      path: create,
      expected: 'exactly one of the keys branch, commit',
      found: given.length === 0 ? 'none of them' : given.join(' and '),
      remedy: given.length === 0 ? 'Add branch: cray/csm/<version of csm-config>, or commit.' : 'Keep one of the two.',
    },
  ];
};

/** IMS packs an image only with an initrd in it, which the last layer makes. */
export const initrdLast: Rule = (file) => {
  const items = file.list(...layers);
  const path = [...layers, items.length - 1, 'playbook'];
  if (items.length === 0 || file.text(...path) === undefined || file.text(...path) === initrdLayer.playbook) {
    return [];
  }
  return [
    {
      name: 'initrdLast',
      path,
      expected: `${initrdLayer.playbook} in the last layer`,
      found: file.found(path),
      remedy: `Put { name: ${initrdLayer.name}, playbook: ${initrdLayer.playbook} } at the end of the list: IMS packs no image without a new initrd.`,
    },
  ];
};

/** All layers share one repository, and CFS refuses equal repository and playbook. */
export const playbooksDiffer: Rule = (file) => {
  const playbooks = file.list(...layers).map((layer) => rawAt(layer, ['playbook']));
  return playbooks.flatMap((playbook, index) => {
    const path = [...layers, index, 'playbook'];
    if (typeof playbook !== 'string' || playbooks.indexOf(playbook) === index) {
      return [];
    }
    return [
      {
        name: 'playbookTwice' as const,
        path,
        expected: 'each playbook in one layer',
        found: `${file.found(path)} again`,
        remedy: 'Remove one of the layers; CFS refuses the configuration otherwise.',
      },
    ];
  });
};

/** csm-config 1.14, which all of CSM 1.3 has, rebuilds the initrd of workers only and says nothing about it. */
export const initrdReachesGroup: Rule = (file) => {
  const nodeType = file.nodeType();
  if (nodeType === undefined || nodeType === 'worker' || ![undefined, '1.3'].includes(file.text('csm'))) {
    return [];
  }
  const { targetGroup } = nodeTypes[nodeType];
  return [
    {
      name: 'initrdOnlyForWorkers',
      path: ['image', 'nodeType'],
      expected: `a configuration whose ${initrdLayer.playbook} runs on ${targetGroup}`,
      found: `${nodeType} with CSM 1.3, whose csm-config 1.14 limits ${initrdLayer.playbook} to Management_Worker, so that it silently does nothing here`,
      remedy: `Use a branch whose ${initrdLayer.playbook} includes ${targetGroup} in its hosts.`,
    },
  ];
};
