import type { Command, OptionSpec } from './command.js';
import { NotModelledError, UsageError } from './errors.js';
import { expandHosts } from './hostlist.js';
import { Input, type Value } from './input.js';

/** Options that every leaf command has. */
const globalOptions: readonly OptionSpec[] = [
  { name: '--configuration', kind: 'text', variable: 'CRAY_CONFIG' },
  { name: '--quiet', kind: 'flag', variable: 'CRAY_QUIET' },
  { name: '--format', kind: 'text', choices: ['json', 'toml', 'yaml'], variable: 'CRAY_FORMAT' },
  { name: '--token', kind: 'text', variable: 'CRAY_CREDENTIALS' },
  { name: '--verbose', short: '-v', kind: 'count' },
  { name: '--help', short: '-h', kind: 'flag' },
];

interface Words {
  readonly given: Map<string, string[]>;
  readonly arguments: string[];
}

/**
 * Reads the words behind a command, and the environment, as click 7 does. `configure` is told the configuration
 * before any other option is looked at, and may refuse.
 */
export function parseWords(
  command: Command,
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
  configure: (configuration: string | undefined) => void,
): Input {
  const options = [...globalOptions, ...command.options];
  const read = readWords(options, words);
  if (read.given.has('--help')) {
    return new Input(new Map(), new Map([['--help', true]]));
  }
  configure(read.given.get('--configuration')?.[0] ?? environment.get('CRAY_CONFIG'));
  const values = new Map<string, Value>();
  for (const option of inOrderOfProcessing(options, read)) {
    const texts = read.given.get(option.name) ?? fromEnvironment(option, command, environment);
    if (texts !== undefined) {
      values.set(option.name, convert(option, texts));
    } else if (option.required === true) {
      throw new UsageError(`Missing option '${option.name}'.`);
    }
  }
  return new Input(readArguments(command, read.arguments), values);
}

/** First what is given, in the order of the words, then the rest: that decides which mistake is told. */
function inOrderOfProcessing(options: readonly OptionSpec[], { given }: Words): readonly OptionSpec[] {
  const order = [...given.keys()];
  const rank = ({ name }: OptionSpec) => (given.has(name) ? order.indexOf(name) : order.length);
  return [...options].sort((one, other) => rank(one) - rank(other));
}

function readWords(options: readonly OptionSpec[], words: readonly string[]): Words {
  const read: Words = { given: new Map(), arguments: [] };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      read.arguments.push(...rest.splice(0));
    } else if (word.startsWith('--')) {
      readLong(options, word, rest, read);
    } else if (word.startsWith('-') && word.length > 1) {
      readShort(options, word, read);
    } else {
      read.arguments.push(word);
    }
  }
  return read;
}

function readLong(options: readonly OptionSpec[], word: string, rest: string[], read: Words): void {
  const equals = word.indexOf('=');
  const name = equals === -1 ? word : word.slice(0, equals);
  const option = options.find((known) => known.name === name);
  if (option === undefined) {
    throw noSuchOption(options, name);
  }
  if (equals !== -1) {
    rest.unshift(word.slice(equals + 1));
  }
  const count = wordsTaken(option);
  if (count === 0 && equals !== -1) {
    throw new UsageError(`${name} option does not take a value`);
  }
  if (rest.length < count) {
    throw new UsageError(
      count === 1 ? `${name} option requires an argument` : `${name} option requires ${count} arguments`,
    );
  }
  note(read, option, rest.splice(0, count));
}

function readShort(options: readonly OptionSpec[], word: string, read: Words): void {
  for (const letter of word.slice(1)) {
    const option = options.find(({ short }) => short === `-${letter}`);
    if (option === undefined) {
      throw noSuchOption(options, `-${letter}`);
    }
    note(read, option, []);
  }
}

/** The last of several values counts, except for options that collect or count. */
function note(read: Words, option: OptionSpec, texts: readonly string[]): void {
  const before = option.kind === 'pairs' || option.kind === 'count' ? (read.given.get(option.name) ?? []) : [];
  read.given.set(option.name, [...before, ...(texts.length === 0 ? [''] : texts)]);
}

function wordsTaken({ kind }: OptionSpec): number {
  if (kind === 'flag' || kind === 'count') {
    return 0;
  }
  return kind === 'pairs' ? 2 : 1;
}

function noSuchOption(options: readonly OptionSpec[], name: string): UsageError {
  const similar = options
    .map((option) => option.name)
    .filter((known) => known.startsWith(name))
    .sort();
  const [only] = similar;
  const many = similar.length === 0 ? '' : `  (Possible options: ${similar.join(', ')})`;
  return new UsageError(`no such option: ${name}${similar.length === 1 ? `  Did you mean ${only}?` : many}`);
}

/** A variable that is set but empty is a value, too. */
function fromEnvironment(
  option: OptionSpec,
  command: Command,
  environment: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  const made = ['cray', ...command.path, option.name.slice(2)].join('_').replaceAll('-', '_').toUpperCase();
  const text = environment.get(option.variable ?? made) ?? environment.get(made);
  if (text === undefined || option.name === '--help') {
    return undefined;
  }
  if (option.kind === 'flag') {
    return /^(?:true|t|1|yes|y)$/iu.test(text) ? [''] : undefined;
  }
  return option.kind === 'pairs' ? text.split(/\s+/u).filter((part) => part !== '') : [text];
}

function convert(option: OptionSpec, texts: readonly string[]): Value {
  if (option.modelled === false) {
    throw new NotModelledError(`option ${option.name}`);
  }
  const [text = ''] = texts;
  switch (option.kind) {
    case 'flag':
      return true;
    case 'count':
      return texts.length;
    case 'list':
      return expandHosts(text);
    case 'pairs':
      return pairsOf(texts);
    case 'integer':
      return integer(option, text);
    case 'boolean':
      return boolean(option, text);
    case 'text':
      return choice(option, text);
  }
}

function pairsOf(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1] ?? ''] as const] : []));
}

function integer({ name }: OptionSpec, text: string): number {
  if (!/^\s*[+-]?[0-9]+\s*$/u.test(text)) {
    throw new UsageError(`Invalid value for '${name}': ${text} is not a valid integer`);
  }
  return Number.parseInt(text, 10);
}

function boolean({ name }: OptionSpec, text: string): boolean {
  const word = text.toLowerCase();
  if (!['true', 't', '1', 'yes', 'y', 'false', 'f', '0', 'no', 'n'].includes(word)) {
    throw new UsageError(`Invalid value for '${name}': ${text} is not a valid boolean`);
  }
  return /^[t1y]/u.test(word);
}

function choice({ name, choices }: OptionSpec, text: string): string {
  if (choices !== undefined && !choices.includes(text)) {
    throw new UsageError(`Invalid value for '${name}': invalid choice: ${text}. (choose from ${choices.join(', ')})`);
  }
  return text;
}

function readArguments(command: Command, given: readonly string[]): ReadonlyMap<string, string> {
  const missing = command.arguments[given.length];
  if (missing !== undefined) {
    throw new UsageError(`Missing argument '${missing}'.`);
  }
  const extra = given.slice(command.arguments.length);
  if (extra.length > 0) {
    throw new UsageError(`Got unexpected extra argument${extra.length > 1 ? 's' : ''} (${extra.join(' ')})`);
  }
  return new Map(command.arguments.map((name, index) => [name, given[index] ?? '']));
}
