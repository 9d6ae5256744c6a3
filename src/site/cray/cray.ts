import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Answer, type Call, type Failure, fail, type Preparation, refuse, succeed } from '../call.js';
import type { Store } from '../store.js';
import type { Command } from './command.js';
import { commands } from './commands.js';
import {
  NotModelledError,
  ObjectError,
  PrintedError,
  reasonOf,
  ServiceError,
  UncaughtError,
  UsageError,
} from './errors.js';
import { printBody } from './format.js';
import type { Input } from './input.js';
import { parseWords } from './options.js';

/** Understands a call of `cray`: finds the command and reads its words, but sends nothing yet. */
export function prepareCray(store: Store, call: Call): Preparation {
  const found = findCommand(store, call.words);
  if ('refused' in found) {
    return found;
  }
  const { command, rest } = found;
  try {
    const configure = (name: string | undefined) => checkConfiguration(store, call, name);
    const input = parseWords(command, rest, call.environment, command.path[0] === 'init' ? () => {} : configure);
    if (input.has('--help')) {
      return { refused: help(command) };
    }
    checkToken(call, input.text('--token') ?? '');
    return prepareCommand(store, call, command, input);
  } catch (error) {
    return { refused: answerToError(command, error) };
  }
}

function prepareCommand(store: Store, call: Call, command: Command, input: Input): Preparation {
  const work = { store, call, input };
  const attempt = (effect: () => unknown): Answer => {
    try {
      checkLogin(store, command);
      return succeed(`${verbose(command, input)}${printBody(effect(), input.text('--format') ?? 'toml')}`);
    } catch (error) {
      return answerToError(command, error);
    } finally {
      store.commit();
    }
  };
  const { runHalf, runDamaged } = command;
  return {
    perform: () => attempt(() => command.run(work)),
    fails: (failure) => answerToError(command, errorOf(command, failure)),
    ...(runHalf === undefined
      ? {}
      : { performHalf: (survives: boolean) => attempt(() => raise(runHalf(work, survives))) }),
    ...(runDamaged === undefined ? {} : { performDamaged: () => attempt(() => runDamaged(work)) }),
  };
}

function raise(error: Error): never {
  throw error;
}

type Found = { readonly command: Command; readonly rest: readonly string[] } | { readonly refused: Answer };

function findCommand(store: Store, words: readonly string[]): Found {
  let group: readonly Command[] = commands;
  for (const [depth, word] of words.entries()) {
    if (word.startsWith('-')) {
      return { refused: groupOption(store, words.slice(0, depth), word) };
    }
    group = group.filter(({ path }) => path[depth] === word);
    const [command] = group;
    if (command === undefined) {
      return { refused: groupError(words.slice(0, depth), `No such command '${word}'.`) };
    }
    if (command.path.length === depth + 1) {
      return { command, rest: words.slice(depth + 1) };
    }
  }
  return { refused: succeed(`${groupUsage(words)}\n\n${commandsIn(group, words.length)}`) };
}

function groupOption(store: Store, path: readonly string[], word: string): Answer {
  if (path.length === 0 && word === '--version') {
    return succeed(`cray, version ${store.settings.version}\n`);
  }
  if (word === '-h' || word === '--help') {
    const group = commands.filter((command) => path.every((name, index) => command.path[index] === name));
    return succeed(`${groupUsage(path)}\n\n${commandsIn(group, path.length)}`);
  }
  return groupError(path, `no such option: ${word.split('=')[0]}`);
}

function commandsIn(group: readonly Command[], depth: number): string {
  const names = new Set(group.map(({ path }) => path[depth] ?? ''));
  return `Commands:\n${[...names].map((name) => `  ${name}\n`).join('')}`;
}

function groupUsage(path: readonly string[]): string {
  return `Usage: ${['cray', ...path].join(' ')} [OPTIONS] COMMAND [ARGS]...`;
}

function groupError(path: readonly string[], message: string): Answer {
  return fail(2, `${groupUsage(path)}\nTry '${['cray', ...path].join(' ')} -h' for help.\n\nError: ${message}\n`);
}

function usage(command: Command): string {
  return `Usage: ${['cray', ...command.path, '[OPTIONS]', ...command.arguments].join(' ')}`;
}

function help(command: Command): Answer {
  const options = command.options.map(({ name, required }) => `  ${name}${required === true ? '  [required]' : ''}\n`);
  return succeed(`${usage(command)}\n\nOptions:\n${options.join('')}`);
}

function checkConfiguration(store: Store, { environment }: Call, name: string | undefined): void {
  const directory = environment.get('CRAY_CONFIG_DIR');
  const known =
    directory === undefined
      ? store.settings.login !== 'not-initialised' && (name === undefined || ['', 'default'].includes(name))
      : existsSync(
          join(directory, '.config', 'cray', 'configurations', name === undefined || name === '' ? 'default' : name),
        );
  if (!known) {
    const option = name === undefined || ['', 'default'].includes(name) ? '' : ` --configuration ${name}`;
    throw new UsageError(`No configuration exists. Run \`cray init${option}\``, false);
  }
}

function checkToken({ directory }: Call, file: string): void {
  try {
    JSON.parse(file === '' ? '{}' : readFileSync(resolve(directory, file), 'utf8'));
  } catch {
    throw new UsageError('Unable to open token file, is it valid JSON?', false);
  }
}

function checkLogin(store: Store, command: Command): void {
  if (command.request === '') {
    return;
  }
  switch (store.settings.login) {
    case 'expired':
      throw gatewayError(401);
    case 'refresh-refused':
      throw new UsageError(expiredSession(command));
    case 'insecure':
      throw new UsageError("You've configured your cray hostname with http. Please reconfigure for https.");
    default:
  }
}

function expiredSession({ path }: Command): string {
  return `Your session has expired, please run:\n\t\`cray auth login\`\nor pass --token with your authorization token:\n\t\`${['cray', ...path].join(' ')} --token ./my_token\``;
}

function gatewayError(status: number): UsageError {
  return new UsageError(`Error received from server: ${status} ${reasonOf(status)}`);
}

const unreachable = `Unable to connect to cray. Please verify your cray hostname:

\tcray config get core.hostname
\tcray config set core hostname=cray_hostname`;

/** How a command fails when its request does. S3 answers 403 and 404 itself; all else fails at STS. */
function errorOf({ operation }: Command, failure: Failure): Error {
  if (failure.kind === 'dropped') {
    return new UsageError(unreachable, false);
  }
  const { status } = failure;
  return operation !== undefined && (status === 403 || status === 404)
    ? new ObjectError(String(status), operation, reasonOf(status))
    : gatewayError(status);
}

function answerToError(command: Command, error: unknown): Answer {
  if (error instanceof UsageError) {
    const hint = error.hint ? `Try '${['cray', ...command.path].join(' ')} -h' for help.\n` : '';
    return fail(2, `${usage(command)}\n${hint}\nError: ${error.message}\n`);
  }
  if (error instanceof ServiceError) {
    return answerToError(command, new UsageError(`${error.title}: ${error.message}`));
  }
  if (error instanceof ObjectError) {
    return fail(1, `${error.message}\n`);
  }
  if (error instanceof UncaughtError) {
    return fail(
      1,
      `Traceback (most recent call last):\n  File "cray", line 8, in <module>\n    sys.exit(cli())\n${error.message}\n`,
    );
  }
  if (error instanceof PrintedError) {
    return { stdout: `${error.message}\n`, stderr: '', status: 1 };
  }
  if (error instanceof NotModelledError) {
    return refuse(`cray ${command.path.join(' ')}: ${error.message}`);
  }
  throw error;
}

/** What `-vv` and `-vvv` print to stdout, in front of the body. */
function verbose(command: Command, input: Input): string {
  const level = input.has('--quiet') ? 0 : (input.number('--verbose') ?? 0);
  const [method, route] = command.request.split(' ');
  const request = `REQUEST: ${method} to https://api-gw-service-nmn.local/${route}\n`;
  const secret = command.operation === undefined ? '' : 'S3 credentials retrieved successfully\n';
  return level < 2 || command.request === ''
    ? ''
    : `${request}${level < 3 ? '' : "OPTIONS: {'verify': False}\n"}${secret}`;
}
