/**
 * Text of /etc/cray/upgrade/csm/myenv as the upgrade writes it: lines are added over time, and the last one of a
 * name counts; some values are in quotes.
 */
export function defaultMyenv(versions: { readonly k8s: string; readonly ceph: string }): string {
  return `export CSM_ARTI_DIR=/etc/cray/upgrade/csm/csm-1.3.5/tarball/csm-1.3.5
export CSM_RELEASE=csm-1.3.5
export CSM_REL_NAME="csm-1.3.5"
export KUBERNETES_VERSION=0.2.83
export CEPH_VERSION=0.3.99
export KUBERNETES_VERSION=${versions.k8s}
export CEPH_VERSION=${versions.ceph}
export SW_ADMIN_PASSWORD_SET="yes"
`;
}
