import { initrdLayer, nodeTypes } from '../model/node-type.js';
import type { Parameters } from '../model/parameters.js';

const base: Parameters = {
  runbook: 'sample',
  csm: '1.3',
  image: { nodeType: 'worker', source: { upgrade: {} }, revision: 'rev1' },
  configuration: { name: 'ncn-image-customization' },
  session: { targetGroup: nodeTypes.worker.targetGroup, pollSeconds: 30, timeoutMinutes: 180 },
  bootParameters: { nodes: { subrole: 'Worker' }, metalNoWipe: '0', parallel: 4 },
};

const layers = [nodeTypes.worker.firstLayer, initrdLayer];
const cloneUrl = 'https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git';
const { name } = base.configuration;

/**
 * Parameter files that between them take every branch of every step: each differs from the first in one way. They
 * tell what a step does when nobody gave a parameter file; a test holds them to all branches.
 */
export const sampleParameters: readonly Parameters[] = [
  base,
  source({ upgrade: { artifactVersion: '0.3.49' } }),
  source({ nextBoot: {} }),
  source({ nextBoot: { xname: 'x3000c0s7b0n0' } }),
  source({ nextBoot: { host: 'ncn-w001' } }),
  source({ booted: { host: 'ncn-w001' } }),
  { ...base, image: { ...base.image, nodeType: 'master' } },
  { ...base, image: { ...base.image, nodeType: 'storage' } },
  { ...base, image: { ...base.image, checksums: 'recorded', keepDownloads: true } },
  { ...base, configuration: { name, create: { cloneUrl, branch: 'cray/csm/1.14.7', layers } } },
  { ...base, configuration: { name, create: { cloneUrl, commit: '0'.repeat(40), layers } } },
  boots({ nodes: { xnames: ['x3000c0s7b0n0'] } }),
  boots({ nodes: { hosts: ['ncn-w001'] } }),
  boots({ metalNoWipe: '1' }),
  boots({ metalNoWipe: 'keep' }),
  boots({ canary: 1 }),
  { ...base, change: { window: { start: '2026-11-28T22:00:00Z', end: '2026-11-29T02:00:00Z' } } },
];

function source(found: Parameters['image']['source']): Parameters {
  return { ...base, image: { ...base.image, source: found } };
}

function boots(differently: Partial<Parameters['bootParameters']>): Parameters {
  return { ...base, bootParameters: { ...base.bootParameters, ...differently } };
}
