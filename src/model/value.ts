/**
 * The values a runbook works with, under the names of the source procedure. A *parameter value* is known when
 * generating; a *run value* is given by a step when the runbook runs. The two sets overlap where a parameter
 * file may either name a value or let a step find it.
 */
export const parameterValues = {
  RUNBOOK: 'Name of the runbook',
  PURPOSE: 'What the runbook is for, in one line',
  CHANGE_ID: 'Record under which the work is approved',
  CSM: 'CSM release',
  WINDOW_START: 'Start of the approved window, UTC',
  WINDOW_END: 'End of the approved window, UTC',
  NODE_TYPE: 'Type of the nodes that boot the result',
  IMAGE_PREFIX: 'First part of the S3 prefix of uploaded images of this node type',
  OTHER_PREFIX: 'The same of the other kind of node, which must not be taken',
  HOST_LETTER: 'Letter of the host names of this node type',
  MYENV_VARIABLE: 'Variable in myenv that holds the version of the image',
  ARTIFACT_VERSION: 'Version of the image that the CSM upgrade uploaded',
  NCN_XNAME: 'Node whose next boot image is customized',
  NCN_HOST: 'Host name of that node',
  BOOTED_NCN: 'Node whose booted image is customized',
  REVISION: 'What sets the IMS name of the image apart',
  CFS_CONFIG_NAME: 'CFS configuration for the customization',
  CLONE_URL: 'Repository of the layers',
  BRANCH: 'Branch whose head is used',
  GIVEN_COMMIT: 'Commit of the layers',
  LAYERS: 'Layers of the configuration, as JSON',
  TARGET_GROUP: 'Ansible group the image is put in',
  POLL_SECONDS_OF_FILE: 'Seconds between two looks at the session',
  TIMEOUT_MINUTES: 'Minutes after which the wait for the session is given up',
  SUBROLE: 'HSM subrole of the nodes',
  TARGET_XNAMES: 'Nodes named by xname',
  TARGET_HOSTS: 'Nodes named by host',
  METAL_NO_WIPE: 'What becomes of metal.no-wipe: 0, 1 or keep',
  PARALLEL: 'Nodes updated side by side',
  CANARY: 'Nodes updated and reread before the others',
} as const;
export type ParameterValue = keyof typeof parameterValues;

/** Tells whether a name is that of a parameter value. */
export function isParameterValue(name: string): name is ParameterValue {
  return Object.hasOwn(parameterValues, name);
}

/** Values that steps give when the runbook runs. */
export const runValues = {
  ARTIFACT_VERSION: 'Version of the image, from myenv',
  NCN_XNAME: 'Node whose next boot image is customized',
  ARTIFACT_S3_PREFIX: 'S3 path of the image below boot-images',
  IMS_ROOTFS_FILENAME: 'Local file name of the root file system',
  IMS_KERNEL_FILENAME: 'Local file name of the kernel',
  IMS_INITRD_FILENAME: 'Local file name of the initrd',
  WORK_DIR: 'Where the artifacts were downloaded to',
  IMS_ROOTFS_MD5SUM: 'MD5 of the root file system',
  IMS_KERNEL_MD5SUM: 'MD5 of the kernel',
  IMS_INITRD_MD5SUM: 'MD5 of the initrd',
  IMS_IMAGE_ID: 'IMS image record of the image to customize',
  COMMIT: 'Commit of the layers',
  CFS_SESSION_NAME: 'CFS session that customizes the image',
  IMS_RESULTANT_IMAGE_ID: 'IMS image that the session made',
  S3_ARTIFACT_PATH: 'Where its objects are in S3',
  NEW_METAL_SERVER: 'New value of metal.server',
  XNAMES: 'Nodes that boot the result, comma separated',
} as const;
export type RunValue = keyof typeof runValues;

export type ValueName = ParameterValue | RunValue;

/** A text is one bash word; a list is a bash array. */
export type Literal = string | readonly string[];

/** The parameter values that a parameter file settles. */
export type Literals = { readonly [Name in ParameterValue]?: Literal };
