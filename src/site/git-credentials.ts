import type { Call, Caller } from './call.js';
import type { GitUrl } from './git-url.js';

/** What git sends to a server that asks who it is. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Settings of one call: `-c key=value` and GIT_CONFIG_KEY_n, keys in lower case, in order. */
export type GitSettings = readonly (readonly [string, string])[];

/** Settings from the environment of a call. */
export function settingsOf({ environment }: Call): GitSettings {
  const count = Number.parseInt(environment.get('GIT_CONFIG_COUNT') ?? '0', 10);
  return Array.from({ length: Number.isNaN(count) ? 0 : count }, (_, index) => [
    (environment.get(`GIT_CONFIG_KEY_${index}`) ?? '').toLowerCase(),
    environment.get(`GIT_CONFIG_VALUE_${index}`) ?? '',
  ]);
}

/** The helpers that count: an empty value forgets those before it. */
function helpersOf(settings: GitSettings, { host }: GitUrl): readonly string[] {
  const keys = ['credential.helper', `credential.https://${host}.helper`];
  const values = settings.filter(([key]) => keys.includes(key)).map(([, value]) => value);
  return values.slice(values.lastIndexOf('') + 1);
}

/** The command line of a helper; undefined for one that this machine would have to bring along. */
function commandOf(helper: string): string | undefined {
  if (helper.startsWith('!')) {
    return helper.slice(1);
  }
  return helper.startsWith('/') ? helper : undefined;
}

/** Asks as git does: the URL, then each helper, then the askpass program. The terminal is never asked. */
export async function credentialsFor(
  url: GitUrl,
  settings: GitSettings,
  call: Call,
  caller: Caller,
): Promise<Credentials | string> {
  let { username, password } = url;
  for (const helper of helpersOf(settings, url)) {
    if (username !== undefined && password !== undefined) {
      break;
    }
    const answer = await askHelper(helper, url, username, caller);
    username = answer.get('username') ?? username;
    password = answer.get('password') ?? password;
  }
  username ??= await askProgram(`Username for 'https://${url.host}': `, settings, call, caller);
  if (username === undefined) {
    return unasked('Username', url.host, call);
  }
  password ??= await askProgram(`Password for 'https://${username}@${url.host}': `, settings, call, caller);
  return password === undefined ? unasked('Password', `${username}@${url.host}`, call) : { username, password };
}

function unasked(what: string, where: string, { environment }: Call): string {
  const reason =
    environment.get('GIT_TERMINAL_PROMPT') === '0' ? 'terminal prompts disabled' : 'No such device or address';
  return `fatal: could not read ${what} for 'https://${where}': ${reason}\n`;
}

async function askHelper(
  helper: string,
  { host }: GitUrl,
  username: string | undefined,
  caller: Caller,
): Promise<ReadonlyMap<string, string>> {
  const command = commandOf(helper);
  if (command === undefined) {
    return new Map();
  }
  const known = username === undefined ? '' : `username=${username}\n`;
  const text = await caller.shell(`${command} get`, `protocol=https\nhost=${host}\n${known}`);
  return new Map(
    text.split('\n').flatMap((line) => {
      const equals = line.indexOf('=');
      return equals === -1 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
    }),
  );
}

async function askProgram(
  prompt: string,
  settings: GitSettings,
  { environment }: Call,
  caller: Caller,
): Promise<string | undefined> {
  const configured = settings.findLast(([key]) => key === 'core.askpass')?.[1];
  const program = environment.get('GIT_ASKPASS') ?? configured;
  if (program === undefined || program === '') {
    return undefined;
  }
  const answer = (await caller.program(program, prompt)).split('\n')[0] ?? '';
  return answer === '' ? undefined : answer;
}

/** Tells the helpers whether the credentials were right, as git does; what they print is of no interest. */
export async function tellHelpers(
  verdict: 'store' | 'erase',
  url: GitUrl,
  { username, password }: Credentials,
  settings: GitSettings,
  caller: Caller,
): Promise<void> {
  for (const helper of helpersOf(settings, url)) {
    const command = commandOf(helper);
    if (command !== undefined) {
      const input = `protocol=https\nhost=${url.host}\nusername=${username}\npassword=${password}\n`;
      await caller.shell(`${command} ${verdict}`, input);
    }
  }
}
