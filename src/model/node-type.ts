import * as z from 'zod/mini';
import type { AnsibleGroup, LayerName, Playbook } from './words.js';

/** The three kinds of management node. */
export const NodeType = z.enum(['worker', 'master', 'storage'], { error: 'worker, master or storage' });
export type NodeType = z.infer<typeof NodeType>;

/** What HSM calls the three kinds. */
export const Subrole = z.enum(['Worker', 'Master', 'Storage'], { error: 'Worker, Master or Storage' });
export type Subrole = z.infer<typeof Subrole>;

/** A layer of a CFS configuration. */
export interface Layer {
  readonly name: LayerName;
  readonly playbook: Playbook;
}

/** All that the source procedure means by "minor command modifications" between the kinds of node. */
export interface NodeTypeFacts {
  /** Ansible group that the playbooks of this kind run on. */
  readonly targetGroup: AnsibleGroup;
  readonly subrole: Subrole;
  /** First part of the S3 prefix of an image that the CSM upgrade uploaded. */
  readonly prefix: 'k8s' | 'ceph';
  /** Letter in the host names, as in `ncn-w001`. */
  readonly hostLetter: 'w' | 'm' | 's';
  readonly firstLayer: Layer;
  /** Variable in /etc/cray/upgrade/csm/myenv that holds the version of the image. */
  readonly myenvVariable: 'KUBERNETES_VERSION' | 'CEPH_VERSION';
}

/** Facts by kind of node. */
export const nodeTypes: Readonly<Record<NodeType, NodeTypeFacts>> = {
  worker: {
    targetGroup: 'Management_Worker',
    subrole: 'Worker',
    prefix: 'k8s',
    hostLetter: 'w',
    firstLayer: { name: 'csm-ncn-workers', playbook: 'ncn-worker_nodes.yml' },
    myenvVariable: 'KUBERNETES_VERSION',
  },
  master: {
    targetGroup: 'Management_Master',
    subrole: 'Master',
    prefix: 'k8s',
    hostLetter: 'm',
    firstLayer: { name: 'csm-ncn-masters', playbook: 'ncn-master_nodes.yml' },
    myenvVariable: 'KUBERNETES_VERSION',
  },
  storage: {
    targetGroup: 'Management_Storage',
    subrole: 'Storage',
    prefix: 'ceph',
    hostLetter: 's',
    firstLayer: { name: 'csm-ncn-storage', playbook: 'ncn-storage_nodes.yml' },
    myenvVariable: 'CEPH_VERSION',
  },
};

/** Layer that must come last: it rebuilds the initrd, without which IMS does not pack the image. */
export const initrdLayer: Layer = { name: 'csm-ncn-initrd', playbook: 'ncn-initrd.yml' };
