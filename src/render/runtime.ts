import { missingTemplate, TemplateError, type Templates } from './template.js';

/** The files of the runtime, in the order in which they stand in the script. */
const runtimeFiles = [
  'shapes',
  'messages',
  'state',
  'lock',
  'evidence',
  'calls',
  'faults',
  'side-by-side',
  'questions',
  'dry-run',
  'boot-parameters',
  'steps',
  'commands',
  'main',
] as const;

/** Upper-case variables that the runtime and the node provide to steps. */
export const runtimeVariables: readonly string[] = [
  'NCN_RUNBOOK_ROOT',
  'STATE_DIR',
  'SCRATCH',
  'WORK_DIR',
  'POLL_SECONDS',
  'TRANSFER_SECONDS',
  'SECONDS',
  'BASH_REMATCH',
  'NODES',
  'DRY_RUN',
  'REPLY',
  'BASHPID',
  'JQ_VERSION',
  'SIZE',
  'SIZES_AND_SUMS', // from here on: what one step leaves to a later one of the same run
  'LINK_OF_IMAGE',
  'SESSION',
  'STATES_SAVED',
  'KERNEL_OF',
  'INITRD_OF',
  'PARAMS_OF',
  'METAL_SERVER_OF',
  'JQ_BSS', // from here on: of the runtime again
  'CHANGE_SAID',
  'ASKED',
  'XNAME_SHAPE',
  'UUID_SHAPE',
  'S3_PREFIX_SHAPE',
  'VERSION_SHAPE',
  'FILENAME_SHAPE',
  'MD5_SHAPE',
  'COMMIT_SHAPE',
  'SESSION_SHAPE',
  'XNAME',
  'PARAMS',
  'METAL_SERVER',
  'VCS_USER',
  'VCS_PASS',
];

/**
 * The runtime as it stands in every runbook of this version, from its headline to the last line.
 *
 * @throws TemplateError when a file of it is missing.
 */
export function runtimeOf(templates: Templates): string {
  const parts = runtimeFiles.map((name) => {
    const file = `runtime/${name}.bash`;
    const text = templates[file];
    if (typeof text === 'string') return text.trimEnd();
    throw new TemplateError([missingTemplate(file)]);
  });
  return `${parts.join('\n\n')}\n`;
}
