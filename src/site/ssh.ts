import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type Call, type Caller, type Failure, fail, type Preparation, refuse, succeed } from './call.js';
import { lookup } from './lookup.js';
import { splitRemoteWords } from './remote-words.js';
import type { States } from './states.js';
import type { Store } from './store.js';

type Node = States['nodes'][string];

const knownOptions = [
  'BatchMode',
  'ConnectTimeout',
  'ConnectionAttempts',
  'StrictHostKeyChecking',
  'UserKnownHostsFile',
  'LogLevel',
  'ServerAliveInterval',
  'ServerAliveCountMax',
  'PasswordAuthentication',
  'NumberOfPasswordPrompts',
].map((name) => name.toLowerCase());

interface Target {
  readonly host: string;
  readonly command: string;
  /** False with `-n`: standard input is left alone. */
  readonly readsInput: boolean;
}

/** Understands `ssh [-nqT] [-o Option=Value]... HOST COMMAND...`. */
export function prepareSsh(store: Store, call: Call, caller: Caller): Preparation {
  const target = readWords(call.words);
  if ('refused' in target) {
    return target;
  }
  return {
    perform: () => connect(store.nodes, target, caller),
    fails: (failure) => failed(target, failure),
  };
}

function readWords(words: readonly string[]): Target | { readonly refused: Answer } {
  const rest = [...words];
  let readsInput = true;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (/^-[nqT]+$/u.test(word)) {
      readsInput &&= !word.includes('n');
    } else if (word.startsWith('-o')) {
      const option = word === '-o' ? rest.shift() : word.slice(2);
      const wrong = checkOption(option);
      if (wrong !== undefined) {
        return { refused: wrong };
      }
    } else if (word.startsWith('-')) {
      return { refused: fail(255, `unknown option -- ${word.charAt(1)}\n${usage}`) };
    } else {
      return toTarget(word, rest, readsInput);
    }
  }
  return { refused: fail(255, usage) };
}

const usage = 'usage: ssh [-nqT] [-o option] destination command [argument ...]\n';

function checkOption(option: string | undefined): Answer | undefined {
  const [, name = '', value = ''] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.+)$/u.exec(option ?? '') ?? [];
  if (value === '') {
    return fail(255, `command-line line 0: missing argument.\n${usage}`);
  }
  return knownOptions.includes(name.toLowerCase())
    ? undefined
    : fail(255, `command-line: line 0: Bad configuration option: ${name.toLowerCase()}\n`);
}

function toTarget(
  destination: string,
  rest: readonly string[],
  readsInput: boolean,
): Target | { readonly refused: Answer } {
  // As ssh does, `--` may stand between the host and the command; the words are joined with blanks.
  const command = (rest[0] === '--' ? rest.slice(1) : rest).join(' ');
  const host = destination.replace(/^[^@]*@/u, '');
  return command === '' ? { refused: refuse('ssh without a command') } : { host, command, readsInput };
}

function failed({ host }: Target, failure: Failure): Answer {
  return failure.kind === 'dropped'
    ? fail(255, `Connection to ${host} closed by remote host.\n`)
    : fail(255, `ssh: connect to host ${host} port 22: Connection timed out\n`);
}

function connect(nodes: States['nodes'], { host, command, readsInput }: Target, caller: Caller): Answer {
  const name = host.replace(/\.(?:nmn|hmn|local)$/u, '');
  const node = lookup(nodes, name);
  if (node === undefined) {
    return fail(255, `ssh: Could not resolve hostname ${host}: Name or service not known\n`);
  }
  if (!node.reachable) {
    return fail(255, `ssh: connect to host ${host} port 22: No route to host\n`);
  }
  if (readsInput) {
    caller.drain();
  }
  const words = splitRemoteWords(command);
  return words === undefined
    ? fail(127, `bash: line 1: site: only simple commands are modelled: ${command}\n`)
    : runOn(node, name, words);
}

function runOn(node: Node, host: string, [program = '', ...words]: readonly string[]): Answer {
  switch (program) {
    case 'cat':
      return cat(node, words);
    case 'sed':
      return sed(node, words);
    case 'hostname':
      return succeed(`${host}\n`);
    case 'true':
      return succeed('');
    default:
      return fail(127, `bash: line 1: ${program}: command not found\n`);
  }
}

function cat({ files }: Node, paths: readonly string[]): Answer {
  const missing = paths.filter((path) => lookup(files, path) === undefined);
  return {
    stdout: paths.map((path) => lookup(files, path) ?? '').join(''),
    stderr: missing.map((path) => `cat: ${path}: No such file or directory\n`).join(''),
    status: missing.length === 0 ? 0 : 1,
  };
}

/** Runs the real sed on the text of the node's file; it may neither write files nor start programs. */
function sed({ files }: Node, words: readonly string[]): Answer {
  const path = words.at(-1) ?? '';
  const text = lookup(files, path);
  if (text === undefined) {
    return fail(2, `sed: can't read ${path}: No such file or directory\n`);
  }
  const directory = mkdtempSync(join(tmpdir(), 'site-'));
  try {
    writeFileSync(join(directory, 'file'), text);
    const options = ['--sandbox', ...words.slice(0, -1), 'file'];
    const { stdout, stderr, status } = spawnSync('sed', options, { cwd: directory, encoding: 'utf8', timeout: 5000 });
    return { stdout, stderr, status: status ?? 1 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
