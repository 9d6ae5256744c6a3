/** One command, or block of commands, of the source procedure. */
export interface SourceCommand {
  /** Where it stands. */
  readonly section: string;
  /** The command as printed there, shortened with … where it is long. */
  readonly text: string;
  /** Set when no step carries it out: why not. */
  readonly leftOut?: string;
}

const imageCustomization = {
  'artifact-version': {
    section: '1.1, CSM upgrade',
    text: 'ARTIFACT_VERSION=$(grep "^export KUBERNETES_VERSION=" /etc/cray/upgrade/csm/myenv | tail -1 | cut -d= -f2)',
  },
  'prefix-upgrade': { section: '1.1, CSM upgrade', text: 'ARTIFACT_S3_PREFIX="k8s/${ARTIFACT_VERSION}"' },
  'xname-of-this-node': { section: '1.1, next boot', text: 'NCN_XNAME=$(cat /etc/cray/xname)' },
  'xname-over-ssh': { section: '1.1, next boot', text: 'NCN_XNAME=$(ssh ncn-s001 cat /etc/cray/xname)' },
  'prefix-next-boot': {
    section: '1.1, next boot',
    text: `ARTIFACT_S3_PREFIX=$(cray bss bootparameters list --name "\${NCN_XNAME}" --format json | jq -r '.[0].params' | sed 's#…#\\2#')`,
  },
  'booted-ncn': { section: '1.1, booted image', text: 'BOOTED_NCN=ncn-<msw###>' },
  'prefix-booted': {
    section: '1.1, booted image',
    text: `ARTIFACT_S3_PREFIX=$(ssh "\${BOOTED_NCN}" sed "'s#…#\\2#'" /proc/cmdline)`,
  },
  'get-artifacts': {
    section: '1.2',
    text: 'cray artifacts get boot-images "${ARTIFACT_S3_PREFIX}/rootfs" "./${ARTIFACT_S3_PREFIX//\\//-}-rootfs" && … kernel … initrd',
  },
  'artifact-filenames': {
    section: '1.2',
    text: 'export IMS_ROOTFS_FILENAME="${ARTIFACT_S3_PREFIX//\\//-}-rootfs" && …',
  },
  'create-image': { section: '2', text: 'cray ims images create --name "${IMS_ROOTFS_FILENAME}-REV" --format toml' },
  'write-manifest': { section: '2', text: 'cat <<EOF> manifest.json …' },
  'vcs-credentials': {
    section: '3.1',
    text: 'VCS_USER=$(kubectl get secret -n services vcs-user-credentials --template={{.data.vcs_username}} | base64 --decode); VCS_PASS=…',
  },
  'clone-repository': {
    section: '3.1',
    text: 'git clone "https://${VCS_USER}:${VCS_PASS}@api-gw-service-nmn.local/vcs/cray/csm-config-management.git"',
  },
  'configuration-layers': { section: '3.2', text: '{ "name": "csm-ncn-workers", … }, { "name": "csm-ncn-initrd", … }' },
  'create-configuration': {
    section: '3.2, Create a CFS Configuration',
    text: 'cray cfs configurations update NAME --file FILE --format json',
  },
  'configuration-name': { section: '4.1', text: 'CFS_CONFIG_NAME=ncn-image-customization' },
  'image-id-set': { section: '4.2', text: 'echo "${IMS_IMAGE_ID}"' },
  'session-name': {
    section: '4.3.1',
    text: 'CFS_SESSION_NAME="ncn-image-customization-session-$(date +%y%m%d%H%M%S)"',
  },
  'create-session': {
    section: '4.3.2',
    text: 'cray cfs sessions create --name … --configuration-name … --target-definition image --format json --target-group Management_Worker "${IMS_IMAGE_ID}"',
  },
  'monitor-session': {
    section: '4.3.3, Track the Status of a Session',
    text: 'cray cfs sessions describe "${CFS_SESSION_NAME}" --format json | jq .status.session',
  },
  'resultant-image': {
    section: '4.3.4',
    text: `IMS_RESULTANT_IMAGE_ID=$(cray cfs sessions describe "\${CFS_SESSION_NAME}" --format json | jq -r '…')`,
  },
  'nodes-by-subrole': {
    section: '5.1',
    text: `cray hsm state components list --role Management --subrole Worker --type Node --format json | jq -r '.Components | map(.ID) | join(",")'`,
  },
  'node-by-host': { section: '5.1', text: 'ssh ncn-w001 cat /etc/cray/xname' },
  'metal-server': {
    section: '5.2.1',
    text: `METAL_SERVER=$(cray bss bootparameters list --hosts "\${XNAME}" --format json | jq '.[] |."params"' | awk … | awk …)`,
  },
  'artifact-path': { section: '5.2.2.1', text: 'S3_ARTIFACT_PATH="boot-images/${IMS_RESULTANT_IMAGE_ID}"' },
  'new-metal-server': { section: '5.2.2.2', text: 'NEW_METAL_SERVER="s3://${S3_ARTIFACT_PATH}/rootfs"' },
  'new-params': {
    section: '5.2.2.3',
    text: `PARAMS=$(cray bss bootparameters list --hosts "\${XNAME}" --format json | jq … | sed … | sed "s/metal.no-wipe=1/metal.no-wipe=0/" | tr -d \\")`,
  },
  'check-params': { section: '5.2.2.3', text: 'echo "${PARAMS}"' },
  'update-bss': {
    section: '5.2.3',
    text: 'cray bss bootparameters update --hosts "${XNAME}" --kernel … --initrd … --params "${PARAMS}"',
  },
  'next-steps': { section: 'Next steps', text: 'refer to S-8000, or proceed to rebuild the NCN' },
} as const satisfies Record<string, SourceCommand>;

const importExternalImage = {
  'import-helper-variables': {
    section: 'Import External Image to IMS, 2',
    text: 'IMS_ROOTFS_FILENAME=sles_15_image.squashfs …',
    leftOut: 'The source procedure says to skip it: the variables are set by get-artifacts.',
  },
  'import-list-files': {
    section: 'Import External Image to IMS, 3',
    text: 'ls -al "${IMS_ROOTFS_FILENAME}" "${IMS_INITRD_FILENAME}" "${IMS_KERNEL_FILENAME}"',
  },
  'import-checksums': {
    section: 'Import External Image to IMS, 3',
    text: `IMS_ROOTFS_MD5SUM=$(md5sum "\${IMS_ROOTFS_FILENAME}" | awk '{ print $1 }') … initrd … kernel`,
  },
  'import-image-id': {
    section: 'Import External Image to IMS, 4',
    text: 'IMS_IMAGE_ID=4e78488d-4d92-4675-9d83-97adfc17cb19',
  },
  'import-upload-artifacts': {
    section: 'Import External Image to IMS, 5',
    text: 'cray artifacts create boot-images "${IMS_IMAGE_ID}/${IMS_ROOTFS_FILENAME}" "${IMS_ROOTFS_FILENAME}" …',
    leftOut: 'The source procedure says to skip it: the artifacts are in S3 already.',
  },
  'import-upload-manifest': {
    section: 'Import External Image to IMS, 6',
    text: 'cray artifacts create boot-images "${IMS_IMAGE_ID}/manifest.json" manifest.json',
  },
  'import-register-manifest': {
    section: 'Import External Image to IMS, 6',
    text: 'cray ims images update "${IMS_IMAGE_ID}" --link-type s3 --link-path "s3://boot-images/${IMS_IMAGE_ID}/manifest.json" --format toml',
  },
} as const satisfies Record<string, SourceCommand>;

/** Every command of the source procedure and of the parts of "Import External Image to IMS" that it calls for. */
export const sourceCommands = { ...imageCustomization, ...importExternalImage };
export type SourceCommandId = keyof typeof sourceCommands;
