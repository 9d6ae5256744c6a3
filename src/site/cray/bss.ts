import { lookup } from '../lookup.js';
import type { BootEntry } from '../states.js';
import { allEntries, type BootQuery, bodyOf, entriesOfPaths } from './bss-entries.js';
import { type Command, type OptionSpec, texts, unmodelled, type Work } from './command.js';
import { ServiceError } from './errors.js';
import type { Input } from './input.js';

const phoneHomeFields = [
  'pub_key_dsa',
  'pub_key_rsa',
  'pub_key_ecdsa',
  'pub_key_ed25519',
  'instance_id',
  'hostname',
  'fqdn',
] as const;

const phoneHomeOption = (field: string) => `--cloud-init-phone-home-${field.replaceAll('_', '-')}`;

const bodyOptions: readonly OptionSpec[] = [
  { name: '--hosts', kind: 'list' },
  ...unmodelled('--macs', '--nids'),
  ...texts('--params', '--kernel', '--initrd', ...phoneHomeFields.map(phoneHomeOption)),
];

const route = 'apis/bss/boot/v1/bootparameters';

function command(
  name: string,
  method: string,
  run: (work: Work) => unknown,
  extra: readonly OptionSpec[] = [],
): Command {
  const path = ['bss', 'bootparameters', name];
  return { path, arguments: [], options: [...extra, ...bodyOptions], request: `${method} ${route}`, run };
}

/** `cray bss bootparameters`. */
export const bssCommands: readonly Command[] = [
  command('list', 'GET', list, [...texts('--name'), ...unmodelled('--mac', '--nid')]),
  command('create', 'POST', create),
  command('update', 'PATCH', update),
  command('replace', 'PUT', replace),
  command('delete', 'DELETE', remove),
];

function queryOf(input: Input): BootQuery {
  const name = input.text('--name') ?? '';
  return {
    hosts: [...input.list('--hosts'), ...(name === '' ? [] : [name])],
    kernel: input.text('--kernel') ?? '',
    initrd: input.text('--initrd') ?? '',
  };
}

/** An unknown host is left out without a word, unless all are unknown; an empty one stands for every host. */
function list({ store, input }: Work): unknown {
  const query = queryOf(input);
  const { entries } = store.bss;
  if (query.hosts.length === 0 && query.kernel === '' && query.initrd === '') {
    const all = allEntries(store.bss);
    return all.length === 0 ? null : all;
  }
  const hosts = query.hosts.flatMap((host) => (host === '' ? Object.keys(entries).sort() : [host]));
  const found = hosts.flatMap((host) => {
    const entry = lookup(entries, host);
    return entry === undefined ? [] : [bodyOf(host, entry)];
  });
  const answer = [...entriesOfPaths(store.bss, query), ...found];
  if (answer.length === 0) {
    throw new ServiceError(404, 'Not Found');
  }
  return answer;
}

function phoneHomeOf(input: Input): Readonly<Record<string, string>> | undefined {
  const given = phoneHomeFields.flatMap((field) => {
    const text = input.text(phoneHomeOption(field)) ?? '';
    return text === '' ? [] : [[field, text]];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The fields that are given and not empty. */
function fieldsOf(input: Input): BootEntry {
  const texts = (['params', 'kernel', 'initrd'] as const).flatMap((field) => {
    const text = input.text(`--${field}`) ?? '';
    return text === '' ? [] : [[field, text]];
  });
  const phoneHome = phoneHomeOf(input);
  const cloudInit = phoneHome === undefined ? {} : { 'cloud-init': { 'phone-home': phoneHome } };
  return { ...Object.fromEntries(texts), ...cloudInit };
}

/** BSS keeps each kernel and initrd path that it ever saw, also when the request then fails. */
function registerPaths({ store }: Work, { kernel, initrd }: BootEntry): void {
  if (kernel !== undefined) {
    store.bss.kernels[kernel] ??= {};
  }
  if (initrd !== undefined) {
    store.bss.initrds[initrd] ??= {};
  }
}

function update(work: Work): undefined {
  const { entries } = work.store.bss;
  const fields = fieldsOf(work.input);
  const hosts = work.input.list('--hosts');
  registerPaths(work, fields);
  const unknown = hosts.find((host) => lookup(entries, host) === undefined);
  if (unknown !== undefined) {
    throw new ServiceError(404, `Key not found: /params/${unknown}`);
  }
  for (const host of hosts) {
    entries[host] = merge(lookup(entries, host) ?? {}, fields);
  }
  if (hosts.length === 0) {
    attachToPaths(work, fields);
  }
  return undefined;
}

function merge(entry: BootEntry, fields: BootEntry): BootEntry {
  const before = entry['cloud-init'];
  const added = fields['cloud-init'];
  if (added === undefined) {
    return { ...entry, ...fields };
  }
  const phoneHome = { ...asObject(before?.['phone-home']), ...asObject(added['phone-home']) };
  return { ...entry, ...fields, 'cloud-init': { ...before, 'phone-home': phoneHome } };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Without hosts, parameters belong to the kernel or the initrd itself. */
function attachToPaths({ store }: Work, { params, kernel, initrd }: BootEntry): void {
  if (params !== undefined && kernel !== undefined) {
    store.bss.kernels[kernel] = { params };
  } else if (params !== undefined && initrd !== undefined) {
    store.bss.initrds[initrd] = { params };
  }
}

/** The whole entry is replaced: what is not given is cleared, cloud-init too. An empty host is taken as a name. */
function replace(work: Work): undefined {
  const fields = fieldsOf(work.input);
  const hosts = work.input.list('--hosts');
  registerPaths(work, fields);
  for (const host of hosts) {
    work.store.bss.entries[host] = fields;
  }
  if (hosts.length === 0) {
    attachToPaths(work, fields);
  }
  return undefined;
}

function create(work: Work): undefined {
  const known = work.input.list('--hosts').filter((host) => lookup(work.store.bss.entries, host) !== undefined);
  if (known.length > 0) {
    throw new ServiceError(400, `Already exists: ${known.join(',')}`);
  }
  return replace(work);
}

/** Known hosts go, even when another one is unknown and the request fails. */
function remove({ store, input }: Work): undefined {
  const { hosts, kernel, initrd } = queryOf(input);
  const unknown = hosts.filter((host) => lookup(store.bss.entries, host) === undefined);
  for (const host of hosts) {
    delete store.bss.entries[host];
  }
  if (unknown.length > 0) {
    throw new ServiceError(400, `Key not found: /params/${unknown[0]}`);
  }
  if (hosts.length === 0) {
    delete store.bss.kernels[kernel];
    delete store.bss.initrds[initrd];
  }
  return undefined;
}
