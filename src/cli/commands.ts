import type { Command } from 'commander';
import type { Io } from './io.js';

/** Gives a command its options, arguments and action. */
export type Register = (command: Command, io: Io) => void;

/** A command as the help of the program lists it. What it does is loaded only when it is asked for. */
export interface ListedCommand {
  readonly name: string;
  /** Options and arguments in short. */
  readonly usage: string;
  readonly description: string;
  readonly load: () => Promise<Register>;
}

/** Every command, in the order of the help. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'init',
    usage: '[options] [file]',
    description: 'write a commented parameter file; asks for the values on a terminal',
    load: async () => (await import('./init.js')).registerInit,
  },
  {
    name: 'validate',
    usage: '<file...>',
    description: 'report every problem of parameter files',
    load: async () => (await import('./validate.js')).registerValidate,
  },
  {
    name: 'plan',
    usage: '[options] <file>',
    description: 'print the resolved steps, and what becomes of each documented command',
    load: async () => (await import('./plan.js')).registerPlan,
  },
  {
    name: 'generate',
    usage: '[options] <file...>',
    description: 'write the bundle of each parameter file into a folder of its name',
    load: async () => (await import('./generate.js')).registerGenerate,
  },
  {
    name: 'pack',
    usage: '[options] <bundle>',
    description: 'make one archive of a bundle, the same bytes each time, and print its path',
    load: async () => (await import('./pack.js')).registerPack,
  },
  {
    name: 'verify',
    usage: '[options] <bundle|archive>',
    description: 'show that nothing in a bundle was altered and that this version makes the same; exit with 1 if not',
    load: async () => (await import('./verify.js')).registerVerify,
  },
  {
    name: 'diff',
    usage: '[options] <a> <b>',
    description: 'say what changed between two runbooks, in meaning and line by line; exit with 1 when they differ',
    load: async () => (await import('./diff.js')).registerDiff,
  },
  {
    name: 'rehearse',
    usage: '[options] <file|bundle>',
    description: 'run the exact script against a simulated site',
    load: async () => (await import('./rehearse.js')).registerRehearse,
  },
  {
    name: 'report',
    usage: '[options] <state-dir>',
    description: 'turn the evidence of a run into evidence.md and evidence.html; exit with 1 when its chain is broken',
    load: async () => (await import('./report.js')).registerReport,
  },
  {
    name: 'lint',
    usage: '[options] <file...>',
    description: 'find in any bash script what goes wrong unseen: changes not read again, lost statuses, ...',
    load: async () => (await import('./lint.js')).registerLint,
  },
  {
    name: 'schema',
    usage: '',
    description: 'print the JSON Schema of the parameter file',
    load: async () => (await import('./schema.js')).registerSchema,
  },
  {
    name: 'explain',
    usage: '<step|code>',
    description:
      'say what a step does, why, at what risk, how it is taken back, and from which documented command; or what a rule of lint is about',
    load: async () => (await import('./explain.js')).registerExplain,
  },
  {
    name: 'completion',
    usage: '<shell>',
    description: 'print a script for bash or zsh that completes command lines',
    load: async () => (await import('./completion.js')).registerCompletion,
  },
];
