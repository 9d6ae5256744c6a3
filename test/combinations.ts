import type { Parameters } from '../src/model/parameters.js';
import { initrdLayer, type NodeType, nodeTypes } from '../src/model/words.js';

const xnameOf = { worker: 'x3000c0s7b0n0', master: 'x3000c0s1b0n0', storage: 'x3000c0s13b0n0' } as const;
const secondXnameOf = { worker: 'x3000c0s9b0n0', master: 'x3000c0s3b0n0', storage: 'x3000c0s15b0n0' } as const;

const cloneUrl = 'https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git';
const commit = '0123456789abcdef0123456789abcdef01234567';

export interface Combination {
  /** Such as `next-boot-storage-existing-hosts`. */
  readonly name: string;
  readonly parameters: Parameters;
}

/** The 54 combinations: 3 sources x 3 node types x configuration created or not x nodes by subrole, xnames, hosts. */
export function combinations(): Combination[] {
  const list: Combination[] = [];
  for (const kind of ['upgrade', 'next-boot', 'booted'] as const) {
    for (const nodeType of ['worker', 'master', 'storage'] as const) {
      for (const configuration of ['created', 'existing'] as const) {
        for (const nodes of ['subrole', 'xnames', 'hosts'] as const) {
          const name = `${kind}-${nodeType}-${configuration}-${nodes}`;
          list.push({ name, parameters: parametersOf(name, list.length, { kind, nodeType, configuration, nodes }) });
        }
      }
    }
  }
  return list;
}

interface Choice {
  readonly kind: 'upgrade' | 'next-boot' | 'booted';
  readonly nodeType: NodeType;
  readonly configuration: 'created' | 'existing';
  readonly nodes: 'subrole' | 'xnames' | 'hosts';
}

function parametersOf(runbook: string, index: number, choice: Choice): Parameters {
  const facts = nodeTypes[choice.nodeType];
  const origin = index % 2 === 0 ? { branch: 'cray/csm/1.14.7' } : { commit };
  const create = { cloneUrl, ...origin, layers: [facts.firstLayer, initrdLayer] };
  return {
    runbook,
    csm: '1.3',
    image: { nodeType: choice.nodeType, source: sourceOf(choice, index), revision: 'rev1' },
    configuration: { name: 'site-ncn-image', ...(choice.configuration === 'created' ? { create } : {}) },
    session: { targetGroup: facts.targetGroup, pollSeconds: 30, timeoutMinutes: 180 },
    bootParameters: {
      nodes: nodesOf(choice),
      metalNoWipe: (['0', '1', 'keep'] as const)[index % 3] ?? '0',
      parallel: 4,
    },
  };
}

/** Of the choices within a source one; on storage nodes only those that lead to a ceph image. */
function sourceOf({ kind, nodeType }: Choice, index: number): Parameters['image']['source'] {
  const host = `ncn-${nodeTypes[nodeType].hostLetter}001`;
  if (kind === 'booted') return { booted: { host } };
  if (kind === 'upgrade') return index % 2 === 0 ? { upgrade: { artifactVersion: '0.3.49' } } : { upgrade: {} };
  if (nodeType === 'storage')
    return index % 2 === 0 ? { nextBoot: { host } } : { nextBoot: { xname: xnameOf.storage } };
  const choices = [{ nextBoot: { xname: xnameOf[nodeType] } }, { nextBoot: { host } }, { nextBoot: {} }];
  return choices[index % 3] ?? { nextBoot: {} };
}

function nodesOf({ nodes, nodeType }: Choice): Parameters['bootParameters']['nodes'] {
  const { subrole, hostLetter } = nodeTypes[nodeType];
  if (nodes === 'subrole') return { subrole };
  if (nodes === 'xnames') return { xnames: [xnameOf[nodeType], secondXnameOf[nodeType]] };
  return { hosts: [`ncn-${hostLetter}001`, `ncn-${hostLetter}003`] };
}
