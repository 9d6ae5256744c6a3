import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Answer, type Call, type Caller, type Failure, fail, type Preparation, refuse, succeed } from './call.js';
import { type Credentials, credentialsFor, type GitSettings, settingsOf, tellHelpers } from './git-credentials.js';
import { type GitUrl, parseGitUrl } from './git-url.js';
import { cloneOptions, listOptions, readGitWords, splitGlobalWords } from './git-words.js';
import { lookup } from './lookup.js';
import type { Repository } from './states.js';
import type { Store } from './store.js';

interface Remote {
  readonly store: Store;
  readonly call: Call;
  readonly caller: Caller;
  readonly settings: GitSettings;
  readonly url: GitUrl;
}

/** Understands `git ls-remote`, `git clone`, `git rev-parse` and `git --version`. */
export function prepareGit(store: Store, call: Call, caller: Caller): Preparation {
  const { settings: given, directory, words } = splitGlobalWords(call.words);
  const [verb = '', ...rest] = words;
  const settings = [...settingsOf(call), ...given];
  const base = resolve(call.directory, directory);
  switch (verb) {
    case '--version':
    case 'version':
      return local(() => succeed('git version 2.35.3\n'));
    case 'rev-parse':
      return local(() => revParse(base, rest));
    case 'ls-remote':
      return prepareList(rest, { store, call, caller, settings });
    case 'clone':
      return prepareClone(base, rest, { store, call, caller, settings });
    default:
      return { refused: refuse(`git ${verb}`) };
  }
}

function local(perform: () => Answer): Preparation {
  return { perform, fails: () => fail(128, 'fatal: unable to read the repository\n') };
}

function prepareList(words: readonly string[], given: Omit<Remote, 'url'>): Preparation {
  const read = readGitWords(words, listOptions);
  if ('refused' in read) {
    return read;
  }
  const [address, ...patterns] = read.words;
  return remote(address, given, (repository) => {
    const lines = referencesOf(repository)
      .filter(([name]) => patterns.length === 0 || patterns.some((pattern) => matchesTail(name, pattern)))
      .filter(([name]) => !read.options.has('--tags') && (!read.options.has('--heads') || name !== 'HEAD'))
      .map(([name, commit]) => `${commit}\t${name}\n`);
    const nothing = lines.length === 0 && read.options.has('--exit-code');
    return { stdout: lines.join(''), stderr: '', status: nothing ? 2 : 0 };
  });
}

function referencesOf({ branches }: Repository): readonly (readonly [string, string])[] {
  const heads = Object.entries(branches)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, commit]) => [`refs/heads/${name}`, commit] as const);
  const [first] = Object.values(branches);
  return first === undefined ? [] : [['HEAD', defaultBranch(branches)[1]], ...heads];
}

function defaultBranch(branches: Readonly<Record<string, string>>): readonly [string, string] {
  const [first = ['', ''] as const] = Object.entries(branches);
  const main = ['main', 'master'].find((name) => branches[name] !== undefined);
  return main === undefined ? first : [main, branches[main] ?? ''];
}

/** As ls-remote does: the pattern must match whole path components at the end of the name. */
function matchesTail(name: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|\\]/gu, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`(?:^|/)${source}$`, 'u').test(name);
}

function prepareClone(base: string, words: readonly string[], given: Omit<Remote, 'url'>): Preparation {
  const read = readGitWords(words, cloneOptions);
  if ('refused' in read) {
    return read;
  }
  const [address = '', target = basename(address).replace(/\.git$/u, '')] = read.words;
  return remote(address, given, (repository) =>
    clone(resolve(base, target), target, address, repository, read.options.get('--branch')),
  );
}

function clone(
  path: string,
  shown: string,
  address: string,
  { branches, commits }: Repository,
  wanted?: string,
): Answer {
  if (existsSync(path) && readdirSync(path).length > 0) {
    return fail(128, `fatal: destination path '${shown}' already exists and is not an empty directory.\n`);
  }
  const [branch, commit] = wanted === undefined ? defaultBranch(branches) : [wanted, lookup(branches, wanted)];
  if (commit === undefined) {
    return fail(128, `Cloning into '${shown}'...\nfatal: Remote branch ${branch} not found in upstream origin\n`);
  }
  const files = Object.entries(lookup(commits, commit) ?? {});
  const metadata: [string, string][] = [
    ['.git/HEAD', `ref: refs/heads/${branch}\n`],
    [`.git/refs/heads/${branch}`, `${commit}\n`],
    // The address as it was given: a password in it stays on the disk.
    ['.git/config', `[remote "origin"]\n\turl = ${address}\n`],
  ];
  for (const [name, text] of [...files, ...metadata]) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { stdout: '', stderr: `Cloning into '${shown}'...\n`, status: 0 };
}

function remote(
  address: string | undefined,
  given: Omit<Remote, 'url'>,
  answer: (repository: Repository) => Answer,
): Preparation {
  if (address === undefined) {
    return { refused: fail(129, 'usage: git ls-remote [<options>] <repository> [<refs>...]\n') };
  }
  const url = parseGitUrl(address);
  return 'refused' in url
    ? url
    : { perform: () => visit({ ...given, url }, answer), fails: (failure) => failed(url, failure) };
}

function failed({ url, host }: GitUrl, failure: Failure): Answer {
  if (failure.kind === 'dropped') {
    return fail(128, `fatal: unable to access '${url}/': Failed to connect to ${host} port 443: Connection refused\n`);
  }
  return failure.status === 401
    ? fail(128, `fatal: Authentication failed for '${url}/'\n`)
    : fail(128, `fatal: unable to access '${url}/': The requested URL returned error: ${failure.status}\n`);
}

async function visit(remoteSite: Remote, answer: (repository: Repository) => Answer): Promise<Answer> {
  const { store, call, caller, settings, url } = remoteSite;
  const hosts = Object.keys(store.vcs.repositories).map((known) => new URL(known).host);
  if (!hosts.includes(url.host)) {
    return fail(128, `fatal: unable to access '${url.url}/': Could not resolve host: ${url.host}\n`);
  }
  const credentials = await credentialsFor(url, settings, call, caller);
  if (typeof credentials === 'string') {
    return fail(128, credentials);
  }
  const right = areRight(store, credentials);
  await tellHelpers(right ? 'store' : 'erase', url, credentials, settings, caller);
  const repository = lookup(store.vcs.repositories, url.url) ?? lookup(store.vcs.repositories, `${url.url}.git`);
  if (!right) {
    return fail(128, `fatal: Authentication failed for '${url.url}/'\n`);
  }
  return repository === undefined ? fail(128, `fatal: repository '${url.url}/' not found\n`) : answer(repository);
}

function areRight({ vcs }: Store, { username, password }: Credentials): boolean {
  return username === vcs.username && password === vcs.password;
}

function revParse(base: string, words: readonly string[]): Answer {
  const [name, ...more] = words.filter((word) => word !== '--verify');
  const git = join(base, '.git');
  if (!existsSync(join(git, 'HEAD'))) {
    return fail(128, 'fatal: not a git repository (or any of the parent directories): .git\n');
  }
  if (name !== 'HEAD' || more.length > 0) {
    return refuse(`git rev-parse ${words.join(' ')}`);
  }
  const reference = readFileSync(join(git, 'HEAD'), 'utf8').replace('ref: ', '').trim();
  return succeed(readFileSync(join(git, reference), 'utf8'));
}
