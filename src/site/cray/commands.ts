import { accessCommands } from './access.js';
import { bssCommands } from './bss.js';
import { configurationCommands } from './cfs-configurations.js';
import { sessionCommands } from './cfs-sessions.js';
import type { Command } from './command.js';
import { hsmCommands } from './hsm.js';
import { imsCommands } from './ims.js';
import { s3Commands } from './s3.js';

const cfs = [...configurationCommands, ...sessionCommands];

/** Every command that the site knows. `cray cfs` without a version is version 2. */
export const commands: readonly Command[] = [
  ...bssCommands,
  ...s3Commands,
  ...imsCommands,
  ...cfs,
  ...cfs.map((command) => ({ ...command, path: ['cfs', 'v2', ...command.path.slice(1)] })),
  ...hsmCommands,
  ...accessCommands,
];
