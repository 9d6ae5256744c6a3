import type { SiteFile } from './description.js';
import { commitOf } from './identifiers.js';

type Repository = NonNullable<SiteFile['repositories']>[number];

/** Where CSM 1.3 keeps its playbooks. */
export const csmRepositoryUrl = 'https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git';

/** A repository with the playbooks of csm-config 1.14.7. Its initrd playbook runs for workers only: that is the fact. */
export function standardRepository(url: string): Repository {
  const branch = 'cray/csm/1.14.7';
  const commit = commitOf(url, branch);
  const play = (group: string) =>
    `---\n- hosts: ${group}\n  any_errors_fatal: true\n  remote_user: root\n  roles: []\n`;
  const files = {
    'ncn-worker_nodes.yml': play('Management_Worker'),
    'ncn-master_nodes.yml': play('Management_Master'),
    'ncn-storage_nodes.yml': play('Management_Storage'),
    'ncn-initrd.yml': play('Management_Worker'),
    'site.yml': ['master', 'worker', 'storage'].map((kind) => `- import_playbook: ncn-${kind}_nodes.yml\n`).join(''),
  };
  return { url, branches: { [branch]: commit }, commits: { [commit]: files } };
}
