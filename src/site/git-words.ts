import { type Answer, fail } from './call.js';
import type { GitSettings } from './git-credentials.js';

/** Words of git in front of the command: `-c key=value`, `-C directory`. */
export function splitGlobalWords(words: readonly string[]): {
  readonly settings: GitSettings;
  readonly directory: string;
  readonly words: readonly string[];
} {
  const settings: (readonly [string, string])[] = [];
  let directory = '.';
  const rest = [...words];
  while (rest[0] === '-c' || rest[0] === '-C') {
    const [flag, value = ''] = rest.splice(0, 2);
    if (flag === '-C') {
      directory = value;
    } else {
      const equals = value.indexOf('=');
      const key = equals === -1 ? value : value.slice(0, equals);
      settings.push([key.toLowerCase(), equals === -1 ? 'true' : value.slice(equals + 1)]);
    }
  }
  return { settings, directory, words: rest };
}

/** Options of a command: true for those that take a value. */
export type GitOptions = ReadonlyMap<string, { readonly name: string; readonly value: boolean }>;

const quiet = [
  ['-q', { name: '--quiet', value: false }],
  ['--quiet', { name: '--quiet', value: false }],
] as const;

/** Options of `git ls-remote`. */
export const listOptions: GitOptions = new Map([
  ...quiet,
  ['--exit-code', { name: '--exit-code', value: false }],
  ['-h', { name: '--heads', value: false }],
  ['--heads', { name: '--heads', value: false }],
  ['-t', { name: '--tags', value: false }],
  ['--tags', { name: '--tags', value: false }],
  ['--refs', { name: '--refs', value: false }],
]);

/** Options of `git clone`. */
export const cloneOptions: GitOptions = new Map([
  ...quiet,
  ['--depth', { name: '--depth', value: true }],
  ['-b', { name: '--branch', value: true }],
  ['--branch', { name: '--branch', value: true }],
  ['--single-branch', { name: '--single-branch', value: false }],
]);

/** What is left when the options of a command are taken out. */
export interface GitWords {
  readonly options: ReadonlyMap<string, string>;
  readonly words: readonly string[];
}

/** Reads the words behind a command; git ends with 129 for an option that it does not know. */
export function readGitWords(words: readonly string[], known: GitOptions): GitWords | { readonly refused: Answer } {
  const options = new Map<string, string>();
  const others: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, flag = word, attached] = /^(--[a-z-]+)=(.*)$/su.exec(word) ?? [];
    const option = known.get(flag);
    if (word === '--') {
      others.push(...rest.splice(0));
    } else if (option !== undefined) {
      options.set(option.name, option.value ? (attached ?? rest.shift() ?? '') : '');
    } else if (word.startsWith('-')) {
      return { refused: fail(129, `error: unknown option \`${flag.replace(/^-+/u, '')}'\n`) };
    } else {
      others.push(word);
    }
  }
  return { options, words: others };
}
