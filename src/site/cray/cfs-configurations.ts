import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { english } from '../../model/english.js';
import { moment } from '../identifiers.js';
import { lookup } from '../lookup.js';
import { Configuration } from '../states.js';
import type { Store } from '../store.js';
import { type Command, texts, unmodelled, type Work } from './command.js';
import { ServiceError, UncaughtError } from './errors.js';

const name = 'CONFIGURATION_ID';
const route = 'apis/cfs/v2/configurations';

function command(verb: string, method: string, run: (work: Work) => unknown): Command {
  return {
    path: ['cfs', 'configurations', verb],
    arguments: [name],
    options: [],
    request: `${method} ${route}/ID`,
    run,
  };
}

/** `cray cfs configurations`, version 2. */
export const configurationCommands: readonly Command[] = [
  { ...command('list', 'GET', list), arguments: [], options: unmodelled('--in-use'), request: `GET ${route}` },
  command('describe', 'GET', describe),
  {
    ...command('update', 'PUT', update),
    options: [
      ...texts('--file'),
      { name: '--update-branches', kind: 'flag' },
      ...unmodelled('--description', '--additional-inventory-name', '--additional-inventory-clone-url'),
      ...unmodelled('--additional-inventory-commit', '--additional-inventory-branch'),
    ],
  },
  command('delete', 'DELETE', remove),
];

const Word = z.string().check(z.regex(/^[^\s;]*$/u));
const LayerBody = z.strictObject({
  name: z.optional(z.string()),
  cloneUrl: Word,
  playbook: z.optional(Word),
  commit: z.optional(z.string().check(z.regex(/^[a-f0-9]{40}$/u))),
  branch: z.optional(Word),
  specialParameters: z.optional(z.strictObject({ imsRequireDkms: z.optional(z.boolean()) })),
});
const Body = z.strictObject({
  description: z.optional(z.string()),
  layers: z.array(LayerBody),
  additional_inventory: z.optional(z.omit(LayerBody, { playbook: true, specialParameters: true })),
});
type LayerBody = z.infer<typeof LayerBody>;

function list({ store }: Work): readonly Configuration[] {
  return store.cfs.configurations;
}

/** A configuration; undefined when CFS does not know it. */
export function findConfiguration(store: Store, wanted: string): Configuration | undefined {
  return store.cfs.configurations.find((configuration) => configuration.name === wanted);
}

function describe({ store, input }: Work): Configuration {
  const wanted = input.argument(name);
  const found = findConfiguration(store, wanted);
  if (found === undefined) {
    throw new ServiceError(404, `Configuration ${wanted} could not be found`, 'Configuration not found');
  }
  return found;
}

/** Makes a configuration, or replaces the one of that name without a question. */
function update(work: Work): Configuration {
  const { store, input } = work;
  const file = input.text('--file') ?? '';
  if (file === '') {
    return updateBranches(work);
  }
  const body = check(readJson(resolve(work.call.directory, file), file));
  const layers = body.layers.map((layer) => resolveBranch(store, layer));
  store.cfs.made += 1;
  const made = toConfiguration(store, input.argument(name), { ...body, layers });
  store.cfs.configurations = [...store.cfs.configurations.filter((other) => other.name !== made.name), made].sort(
    (one, other) => (one.name < other.name ? -1 : 1),
  );
  return made;
}

function toConfiguration(store: Store, wanted: string, body: z.infer<typeof Body>): Configuration {
  const lastUpdated = moment(store.settings.epoch, store.cfs.made).replace('+00:00', 'Z');
  return withoutUndefined({ name: wanted, lastUpdated, ...body });
}

/** Through JSON, as the body goes: what is undefined is not there. */
function withoutUndefined(value: unknown): Configuration {
  return Configuration.parse(JSON.parse(JSON.stringify(value)), english);
}

function updateBranches(work: Work): Configuration {
  if (!work.input.has('--update-branches')) {
    throw new UncaughtError('Exception: Either --file or --update-branches must be set for updates');
  }
  const found = describe(work);
  work.store.cfs.made += 1;
  for (const layer of found.layers.filter(({ branch }) => branch !== undefined)) {
    layer.commit = commitOfBranch(work.store, layer.cloneUrl, layer.branch ?? '');
  }
  return found;
}

function readJson(path: string, shown: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UncaughtError(`FileNotFoundError: [Errno 2] No such file or directory: '${shown}'`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UncaughtError('json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)');
  }
}

function check(given: unknown): z.infer<typeof Body> {
  const result = Body.safeParse(given, english);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ServiceError(400, `${issue?.message ?? ''} - '${issue?.path.join('.') ?? ''}'`);
  }
  const keys = result.data.layers.map((layer) => `${layer.cloneUrl} ${layer.playbook}`);
  if (new Set(keys).size !== keys.length) {
    throw new ServiceError(
      400,
      'Two or more layers apply the same playbook from the same repo, but have different commit ids.',
    );
  }
  for (const layer of result.data.layers) {
    checkReference(layer);
  }
  return result.data;
}

function checkReference({ commit, branch }: LayerBody): void {
  if (commit !== undefined && branch !== undefined) {
    throw new ServiceError(400, 'Only one of branch and commit should be specified for each layer.');
  }
  if (commit === undefined && branch === undefined) {
    throw new ServiceError(400, 'Either branch or commit must be specified for each layer.');
  }
}

function resolveBranch(store: Store, layer: LayerBody): LayerBody {
  const { branch } = layer;
  return branch === undefined ? layer : { ...layer, commit: commitOfBranch(store, layer.cloneUrl, branch) };
}

function commitOfBranch(store: Store, cloneUrl: string, branch: string): string {
  const commit = lookup(lookup(store.vcs.repositories, cloneUrl)?.branches, branch);
  if (commit === undefined) {
    throw new ServiceError(
      400,
      `Failed to find a commit for branch ${branch} of ${cloneUrl}`,
      'Error handling branches',
    );
  }
  return commit;
}

function remove(work: Work): undefined {
  const { store } = work;
  const gone = describe(work).name;
  store.cfs.configurations = store.cfs.configurations.filter((configuration) => configuration.name !== gone);
  return undefined;
}
