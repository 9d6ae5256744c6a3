import { moment } from '../identifiers.js';
import type { Behaviour, Session } from '../states.js';
import type { Store } from '../store.js';
import { findConfiguration } from './cfs-configurations.js';
import { look } from './cfs-progress.js';
import { type Command, type OptionSpec, requiredText, texts, unmodelled, type Work } from './command.js';
import { NotModelledError, ServiceError, UncaughtError } from './errors.js';

const route = 'apis/cfs/v2/sessions';
const filters: readonly OptionSpec[] = [
  ...unmodelled('--age', '--min-age', '--max-age', '--tags'),
  { name: '--status', kind: 'text', choices: ['pending', 'running', 'complete'] },
  { name: '--succeeded', kind: 'text', choices: ['none', 'true', 'false', 'unknown'] },
  ...texts('--name-contains'),
];

const creation: readonly OptionSpec[] = [
  { name: '--target-group', kind: 'pairs' },
  { name: '--target-image-map', kind: 'pairs' },
  ...texts('--tags'),
  requiredText('--name'),
  requiredText('--configuration-name'),
  ...texts('--configuration-limit', '--ansible-limit', '--ansible-config'),
  { name: '--ansible-verbosity', kind: 'integer' },
  ...texts('--ansible-passthrough'),
  { name: '--target-definition', kind: 'text', choices: ['image', 'spec', 'repo', 'dynamic'] },
];

function command(verb: string, method: string, run: (work: Work) => unknown): Command {
  return { path: ['cfs', 'sessions', verb], arguments: [], options: [], request: `${method} ${route}`, run };
}

/** `cray cfs sessions`, version 2. */
export const sessionCommands: readonly Command[] = [
  { ...command('create', 'POST', create), options: creation },
  { ...command('list', 'GET', list), options: filters },
  { ...command('describe', 'GET', describe), arguments: ['SESSION_NAME'] },
  { ...command('delete', 'DELETE', remove), arguments: ['SESSION_NAME'] },
  { ...command('deleteall', 'DELETE', removeAll), options: filters },
];

/** What CFS tells of a session. */
function bodyOf({ site, ...session }: Session): object {
  return session;
}

function create({ store, input }: Work): object {
  const name = input.text('--name') ?? '';
  const configuration = input.text('--configuration-name') ?? '';
  checkName(name);
  const tags = tagsOf(input.text('--tags') ?? '');
  if (findConfiguration(store, configuration) === undefined) {
    throw new ServiceError(400, `No configurations exist named ${configuration}`, 'Invalid Configuration');
  }
  const target = targetOf(input);
  if (store.cfs.sessions.some((session) => session.name === name)) {
    throw new ServiceError(409, `A session with the name ${name} already exists`, 'Conflicting session name');
  }
  const session: Session = {
    name,
    configuration: { name: configuration, limit: input.text('--configuration-limit') ?? '' },
    ansible: {
      config: input.text('--ansible-config') ?? 'cfs-default-ansible-cfg',
      limit: input.text('--ansible-limit') ?? null,
      passthrough: input.text('--ansible-passthrough') ?? null,
      verbosity: input.number('--ansible-verbosity') ?? 0,
    },
    target,
    tags,
    status: newStatus(store),
    site: { ...nextBehaviour(store), looks: 0 },
  };
  store.cfs.sessions.push(session);
  return bodyOf(session);
}

function newStatus(store: Store): Session['status'] {
  store.cfs.made += 1;
  const startTime = moment(store.settings.epoch, store.cfs.made).slice(0, 19);
  const session = { status: 'pending', succeeded: 'none', startTime, completionTime: null, job: null } as const;
  return { artifacts: [], session };
}

function nextBehaviour({ cfs }: Store): Behaviour {
  const [next, ...rest] = cfs.behaviours;
  if (next === undefined) {
    throw new Error('cfs.json: no behaviours');
  }
  cfs.behaviours = rest.length === 0 ? [next] : rest;
  return next;
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 45) {
    throw new ServiceError(400, `'${name}' is too ${name === '' ? 'short' : 'long'} - 'name'`);
  }
  if (!/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/u.test(name)) {
    throw new ServiceError(400, `'${name}' does not match the pattern of session names - 'name'`);
  }
}

function tagsOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => text !== '' || pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value] = pair.split('=').map((part) => part.trim());
      if (value === undefined) {
        throw new UncaughtError('IndexError: list index out of range');
      }
      return [key, value];
    }),
  );
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

/** Whether IMS knows the images, and whether the groups mean anything, is not asked. */
function targetOf(input: Work['input']): Session['target'] {
  const definition = input.text('--target-definition') ?? 'dynamic';
  const groups = input.pairs('--target-group').map(([name, members]) => ({
    name,
    members: members.split(',').map((member) => member.trim()),
  }));
  const maps = input.pairs('--target-image-map').map(([source_id, result_name]) => ({ source_id, result_name }));
  if (definition !== 'image') {
    throw new NotModelledError(`--target-definition ${definition}`);
  }
  if (groups.length === 0) {
    throw new ServiceError(400, 'Target groups must be specified for image customization.', 'Invalid target');
  }
  const wrong = groups.flatMap(({ members }) => members).find((member) => !uuid.test(member));
  if (wrong !== undefined) {
    throw new ServiceError(400, `The image id '${wrong}' is not a valid UUID.`, 'Invalid target');
  }
  return { definition, groups, image_map: maps };
}

function filtered(sessions: readonly Session[], input: Work['input'], status: string | undefined): readonly Session[] {
  const succeeded = input.text('--succeeded');
  return sessions.filter(
    (session) =>
      (status === undefined || session.status.session.status === status) &&
      (succeeded === undefined || session.status.session.succeeded === succeeded) &&
      session.name.includes(input.text('--name-contains') ?? ''),
  );
}

/** Each look at a session lets it go on. */
function list({ store, input }: Work): readonly object[] {
  if (store.cfs.sessions.length > 1000) {
    throw new ServiceError(400, 'The response size is too large', 'The response size is too large');
  }
  for (const session of [...store.cfs.sessions]) {
    look(store, session);
  }
  return filtered(store.cfs.sessions, input, input.text('--status')).map(bodyOf);
}

function describe(work: Work): object {
  const session = addressed(work);
  look(work.store, session);
  return bodyOf(addressed(work));
}

function addressed({ store, input }: Work): Session {
  const name = input.argument('SESSION_NAME');
  const session = store.cfs.sessions.find((known) => known.name === name);
  if (session === undefined) {
    throw new ServiceError(404, `Session ${name} could not be found`, 'Session not found');
  }
  return session;
}

function remove(work: Work): undefined {
  const gone = addressed(work);
  work.store.cfs.sessions = work.store.cfs.sessions.filter((session) => session !== gone);
  return undefined;
}

/** Without options every complete session goes, and nobody is asked. */
function removeAll({ store, input }: Work): undefined {
  const gone = new Set(filtered(store.cfs.sessions, input, input.text('--status') ?? 'complete'));
  store.cfs.sessions = store.cfs.sessions.filter((session) => !gone.has(session));
  return undefined;
}
