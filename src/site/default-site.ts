import type { Parameters } from '../model/parameters.js';
import { commitOf } from './identifiers.js';
import { defaultMyenv } from './default-myenv.js';
import { imageObjects } from './default-images.js';
import { type NcnKind, ncn, type Placed } from './default-nodes.js';
import { csmRepositoryUrl, standardRepository } from './default-repository.js';
import { SiteDescription, type SiteFile } from './description.js';

/** Versions that the built-in site boots. */
const bootedVersions = { k8s: '0.3.49', ceph: '0.4.57' } as const;

const kinds = { m: 'master', w: 'worker', s: 'storage' } as const;

/**
 * The built-in site: three masters, three workers and three storage nodes, all healthy, and everything that a
 * parameter file names, so that every valid parameter file can be rehearsed to success.
 */
export function siteFor(parameters: Parameters): SiteDescription {
  const nodes = [...standardNodes(), ...namedNodes(parameters)].map((placed) => ncn(placed, bootedVersions));
  const repositories = repositoriesFor(parameters);
  const versions = versionsFor(parameters);
  const file: SiteFile = {
    seed: parameters.runbook,
    thisNode: standardXname('m', 1),
    myenv: defaultMyenv(versions),
    nodes,
    bootEntries: otherBootEntries(),
    objects: [...prefixesFor(versions)].flatMap(imageObjects),
    configurations: configurationsFor(parameters, repositories),
    repositories,
  };
  return SiteDescription.parse(file);
}

const firstSlot = { m: 1, w: 7, s: 13 } as const;

function standardXname(letter: keyof typeof kinds, number: number): string {
  return `x3000c0s${firstSlot[letter] + 2 * (number - 1)}b0n0`;
}

function standardNodes(): readonly Placed[] {
  const letters = ['m', 'w', 's'] as const;
  return letters.flatMap((letter) =>
    [1, 2, 3].map((number) => ({
      xname: standardXname(letter, number),
      host: `ncn-${letter}${String(number).padStart(3, '0')}`,
      kind: kinds[letter],
    })),
  );
}

/** Nodes that the parameter file names and the standard ones do not cover. */
function namedNodes({ image, bootParameters }: Parameters): readonly Placed[] {
  const source = 'nextBoot' in image.source ? image.source.nextBoot : undefined;
  const booted = 'booted' in image.source ? [image.source.booted.host] : [];
  const hosts = [...(bootParameters.nodes.hosts ?? []), ...(source?.host === undefined ? [] : [source.host]), ...booted];
  const xnames = [...(bootParameters.nodes.xnames ?? []), ...(source?.xname === undefined ? [] : [source.xname])];
  const standard = standardNodes();
  const unknownHosts = new Set(hosts.filter((host) => !standard.some((node) => node.host === host)));
  const unknownXnames = new Set(xnames.filter((xname) => !standard.some((node) => node.xname === xname)));
  return [
    ...[...unknownXnames].map((xname, index) => ({ xname, host: freeHost(image.nodeType, index), kind: image.nodeType })),
    ...[...unknownHosts].map((host, index) => ({ xname: freeXname(index, unknownXnames), host, kind: kindOfHost(host) })),
  ];
}

function kindOfHost(host: string): NcnKind {
  const [, letter] = /^ncn-([mws])/u.exec(host) ?? [];
  return letter === 'm' || letter === 's' ? kinds[letter] : 'worker';
}

/** A host name for a node of which only the xname is known; high numbers, so that it is nobody else's. */
function freeHost(kind: NcnKind, index: number): string {
  return `ncn-${kind.charAt(0)}${900 + index}`;
}

function freeXname(index: number, taken: ReadonlySet<string>): string {
  const candidates = Array.from({ length: taken.size + index + 1 }, (_, slot) => `x3001c0s${2 * slot + 1}b0n0`);
  return candidates.filter((xname) => !taken.has(xname))[index] ?? `x3002c0s${index}b0n0`;
}

interface Versions {
  readonly k8s: string;
  readonly ceph: string;
}

/** The versions of the upgrade in myenv; the one that the parameter file names, if it does. */
function versionsFor({ image }: Parameters): Versions {
  const named = 'upgrade' in image.source ? image.source.upgrade.artifactVersion : undefined;
  const family = image.nodeType === 'storage' ? 'ceph' : 'k8s';
  return named === undefined ? bootedVersions : { ...bootedVersions, [family]: named };
}

function prefixesFor(versions: Versions): ReadonlySet<string> {
  return new Set([bootedVersions, versions].flatMap(({ k8s, ceph }) => [`k8s/${k8s}`, `ceph/${ceph}`]));
}

type Repositories = NonNullable<SiteFile['repositories']>;

/** The CSM repository, and the one that the parameter file clones from, with its playbooks. */
function repositoriesFor({ configuration, session }: Parameters): Repositories {
  const { create } = configuration;
  const standard = standardRepository(csmRepositoryUrl);
  if (create === undefined) {
    return [standard];
  }
  const base = create.cloneUrl === csmRepositoryUrl ? standard : standardRepository(create.cloneUrl);
  const commit = create.commit ?? base.branches[create.branch ?? ''] ?? commitOf(create.cloneUrl, create.branch ?? '');
  const [standardFiles = {}] = Object.values(base.commits);
  const missing = create.layers.filter(({ playbook }) => standardFiles[playbook] === undefined);
  const added = missing.map(({ playbook }) => [playbook, `- hosts: ${session.targetGroup}\n  roles: []\n`]);
  const named = {
    ...base,
    branches: create.branch === undefined ? base.branches : { ...base.branches, [create.branch]: commit },
    commits: { ...base.commits, [commit]: { ...standardFiles, ...Object.fromEntries(added) } },
  };
  return create.cloneUrl === csmRepositoryUrl ? [named] : [standard, named];
}

/** What `sat bootprep` made: for the first layer, the playbook of each kind of node, and the initrd last. */
function configurationsFor({ configuration, image }: Parameters, repositories: Repositories): SiteFile['configurations'] {
  const standard = repositories.find(({ url }) => url === csmRepositoryUrl);
  const commit = standard?.branches['cray/csm/1.14.7'] ?? commitOf(csmRepositoryUrl);
  const layer = (name: string, playbook: string) => ({ name, cloneUrl: csmRepositoryUrl, playbook, commit });
  const layersOf = (kind: NcnKind) => [
    layer(kind === 'storage' ? 'csm-ncn-storage' : `csm-ncn-${kind}s`, `ncn-${kind}_nodes.yml`),
    layer('csm-ncn-initrd', 'ncn-initrd.yml'),
  ];
  const made = [{ name: 'management-22.11', layers: layersOf('worker') }];
  const exists = configuration.create === undefined && !made.some(({ name }) => name === configuration.name);
  return exists ? [...made, { name: configuration.name, layers: layersOf(image.nodeType) }] : made;
}

/** Entries of BSS that belong to no node. */
function otherBootEntries(): NonNullable<SiteFile['bootEntries']> {
  const global = { 'dns-server': '10.92.100.225', domain: 'nmn mtl hmn', 'ntp-servers': 'ncn-m001' };
  return {
    Default: { params: 'console=tty0 rd.shell' },
    Global: { 'cloud-init': { 'meta-data': { Global: global }, 'user-data': null } },
  };
}
