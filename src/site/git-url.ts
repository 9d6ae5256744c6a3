import { type Answer, fail } from './call.js';

/** The parts of an https URL, as git and the library below it take them apart. */
export interface GitUrl {
  /** Without user and password. */
  readonly url: string;
  readonly host: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/**
 * Takes a URL apart. User and password end at the first `@`, if that comes before any `/`; neither they nor what is
 * left may hold what ends a URL. The error message prints what follows the first `@`, or all of it, as git does.
 */
export function parseGitUrl(text: string): GitUrl | { readonly refused: Answer } {
  const rest = /^https:\/\/(.*)$/su.exec(text)?.[1];
  if (rest === undefined) {
    return { refused: fail(128, `fatal: '${text}' does not appear to be a git repository\n`) };
  }
  const at = rest.indexOf('@');
  const end = rest.indexOf('/');
  const hasUser = at !== -1 && (end === -1 || at < end);
  const user = hasUser ? rest.slice(0, at) : '';
  const address = hasUser ? rest.slice(at + 1) : rest;
  const [, host = '', path = ''] = /^([A-Za-z0-9.-]+(?::[0-9]+)?)(\/[^\s?#]*)$/u.exec(address) ?? [];
  if (host === '' || path.includes('@') || /[\s?#]/u.test(user)) {
    return { refused: badUrl(address) };
  }
  return { url: `https://${host}${path}`, host, ...credentialsOf(user) };
}

function badUrl(address: string): Answer {
  return fail(128, `fatal: unable to access 'https://${address}/': URL using bad/illegal format or missing URL\n`);
}

function credentialsOf(text: string): Pick<GitUrl, 'username' | 'password'> {
  const colon = text.indexOf(':');
  const username = decode(colon === -1 ? text : text.slice(0, colon));
  return {
    username: username === '' ? undefined : username,
    password: colon === -1 ? undefined : decode(text.slice(colon + 1)),
  };
}

/** `%41` means `A`; a lone percent sign stays. */
function decode(text: string): string {
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/gu, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
