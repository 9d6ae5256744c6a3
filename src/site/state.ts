import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { objectOf } from './cray/objects.js';
import type { SiteDescription } from './description.js';
import { clearFaults } from './fault-file.js';
import { md5, moment } from './identifiers.js';
import { writeShims } from './shim.js';
import { type States, type StoredObject, services } from './states.js';
import { fileOf, print } from './store.js';

/** Makes a site in an empty directory: its state, the files of the node that scripts run on, and the stand-ins. */
export function createSite(directory: string, description: SiteDescription): void {
  const site = resolve(directory);
  for (const folder of ['state', 'bin', 'root/etc/cray/upgrade/csm']) {
    mkdirSync(join(site, folder), { recursive: true });
  }
  const states = statesOf(description);
  for (const service of services) {
    writeFileSync(fileOf(site, service), print(states[service]));
  }
  writeRoot(join(site, 'root/etc/cray'), description);
  writeShims(join(site, 'bin'));
  writeFileSync(join(site, 'calls.jsonl'), '');
  clearFaults(site);
}

function writeRoot(folder: string, { thisNode, myenv }: SiteDescription): void {
  writeFileSync(join(folder, 'xname'), `${thisNode}\n`);
  if (myenv !== null) {
    writeFileSync(join(folder, 'upgrade/csm/myenv'), myenv);
  }
}

function statesOf(description: SiteDescription): States {
  return {
    settings: settingsOf(description),
    bss: bssOf(description),
    ims: imsOf(description),
    cfs: cfsOf(description),
    hsm: { components: description.nodes.flatMap(componentsOf) },
    s3: s3Of(description),
    vcs: vcsOf(description),
    kubernetes: kubernetesOf(description),
    nodes: Object.fromEntries(description.nodes.flatMap(nodeOf)),
  };
}

function settingsOf({ seed, epoch, credentials, latencies }: SiteDescription): States['settings'] {
  return { seed, epoch, login: credentials.cray, version: '0.65.0', latencies };
}

function bssOf({ nodes, bootEntries }: SiteDescription): States['bss'] {
  const ofNodes = nodes.flatMap(({ xname, bootParameters }) => {
    if (bootParameters === null) {
      return [];
    }
    const { cloudInit, ...entry } = bootParameters;
    return [[xname, { ...entry, ...(cloudInit === undefined ? {} : { 'cloud-init': cloudInit }) }] as const];
  });
  const entries = { ...bootEntries, ...Object.fromEntries(ofNodes) };
  const paths = (part: 'kernel' | 'initrd') => new Set(Object.values(entries).flatMap((entry) => entry[part] ?? []));
  return {
    entries,
    kernels: Object.fromEntries([...paths('kernel')].map((path) => [path, {}])),
    initrds: Object.fromEntries([...paths('initrd')].map((path) => [path, {}])),
  };
}

function imsOf({ images, epoch }: SiteDescription): States['ims'] {
  const records = images.map((image, index) => ({ ...image, created: moment(epoch, index), metadata: {} }));
  return { images: records, deleted: [], made: records.length };
}

function cfsOf({ configurations, sessions, epoch }: SiteDescription): States['cfs'] {
  const made = configurations.map((configuration, index) => ({
    lastUpdated: moment(epoch, index).replace('+00:00', 'Z'),
    ...configuration,
  }));
  return { configurations: made, sessions: [], behaviours: sessions, results: {}, made: made.length };
}

/** A node and its BMC, which HSM lists beside it unless asked for nodes. */
function componentsOf(node: SiteDescription['nodes'][number], index: number): States['hsm']['components'] {
  const { xname, state, role, subrole } = node;
  const common = {
    State: state,
    Flag: 'OK',
    Enabled: true,
    Role: role,
    SubRole: subrole,
    NetType: 'Sling',
    Class: 'River',
  };
  return [
    { ID: xname, Type: 'Node', ...common, NID: 100_001 + index, Arch: 'X86' },
    { ID: xname.replace(/n[0-9]+$/u, ''), Type: 'NodeBMC', ...common, Arch: 'X86' },
  ];
}

function s3Of({ buckets, objects, epoch }: SiteDescription): States['s3'] {
  const held: Record<string, Record<string, StoredObject>> = Object.fromEntries(buckets.map((name) => [name, {}]));
  for (const [index, { bucket, key, content, md5sum, multipart }] of objects.entries()) {
    const object = objectOf(Buffer.from(content), epoch, index, md5sum ? { md5sum: md5(content) } : {});
    const etag = multipart ? `"${md5(`parts of ${content}`)}-2"` : object.etag;
    held[bucket] = { ...held[bucket], [key]: { ...object, etag } };
  }
  return { buckets: held, writes: objects.length };
}

function vcsOf({ credentials, repositories }: SiteDescription): States['vcs'] {
  const byUrl = repositories.map(({ url, branches, commits }) => [url, { branches, commits }] as const);
  return { ...credentials.vcs, repositories: Object.fromEntries(byUrl) };
}

function kubernetesOf({ credentials }: SiteDescription): States['kubernetes'] {
  const { vcs, secret = { vcs_username: vcs.username, vcs_password: vcs.password } } = credentials;
  if (secret === null) {
    return { secrets: {} };
  }
  const data = Object.entries(secret).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  return { secrets: { 'services/vcs-user-credentials': Object.fromEntries(data) } };
}

function nodeOf({
  host,
  xname,
  reachable,
  cmdline,
}: SiteDescription['nodes'][number]): [string, States['nodes'][string]][] {
  const files = { '/etc/cray/xname': `${xname}\n`, '/proc/cmdline': `${cmdline}\n` };
  return host === undefined ? [] : [[host, { reachable, files }]];
}
