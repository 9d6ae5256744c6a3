import { english } from '../model/english.js';
import type { Parameters } from '../model/parameters.js';
import { imageObjects } from './default-images.js';
import { defaultMyenv } from './default-myenv.js';
import { type NcnKind, ncn, type Placed } from './default-nodes.js';
import { csmRepositoryUrl, standardRepository } from './default-repository.js';
import { SiteDescription, type SiteFile } from './description.js';
import { commitOf } from './identifiers.js';

/** Versions that the built-in site boots. */
const bootedVersions = { k8s: '0.3.49', ceph: '0.4.57' } as const;

const kinds = { m: 'master', w: 'worker', s: 'storage' } as const;

/**
 * The built-in site: three masters, three workers and three storage nodes, all healthy, and everything that a
 * parameter file names, so that every valid parameter file can be rehearsed to success.
 */
export function siteFor(parameters: Parameters): SiteDescription {
  const named = namedNodes(parameters);
  const standard = standardNodes().map((node) =>
    named.some(({ xname }) => xname === node.xname) ? moved(node) : node,
  );
  const repositories = repositoriesFor(parameters);
  const versions = versionsFor(parameters);
  const file: SiteFile = {
    seed: parameters.runbook,
    thisNode: thisNode(parameters, standard),
    myenv: defaultMyenv(versions),
    nodes: [...standard, ...named].map((node) => ncn(node, bootedVersions)),
    bootEntries: otherBootEntries(),
    objects: [...prefixesFor(versions)].flatMap(imageObjects),
    configurations: configurationsFor(parameters, repositories),
    repositories,
  };
  return SiteDescription.parse(file, english);
}

/** Scripts run on ncn-m001; on a storage node when the image of this very node is to be a storage image. */
function thisNode({ image }: Parameters, standard: readonly Placed[]): string {
  const source = 'nextBoot' in image.source ? image.source.nextBoot : undefined;
  const isSource = source !== undefined && source.xname === undefined && source.host === undefined;
  const host = isSource && image.nodeType === 'storage' ? 'ncn-s001' : 'ncn-m001';
  return standard.find((node) => node.host === host)?.xname ?? '';
}

const firstSlot = { m: 1, w: 7, s: 13 } as const;

function standardNodes(): readonly Placed[] {
  const letters = ['m', 'w', 's'] as const;
  return letters.flatMap((letter) =>
    [0, 1, 2].map((index) => ({
      xname: `x3000c0s${firstSlot[letter] + 2 * index}b0n0`,
      host: `ncn-${letter}00${index + 1}`,
      kind: kinds[letter],
    })),
  );
}

/** A standard node whose place a node of another kind takes. */
function moved(node: Placed): Placed {
  return { ...node, xname: node.xname.replace(/^x3000/u, 'x8999') };
}

/** Nodes that the parameter file names and the standard ones do not cover. */
function namedNodes({ image, bootParameters }: Parameters): readonly Placed[] {
  const source = 'nextBoot' in image.source ? image.source.nextBoot : {};
  const booted = 'booted' in image.source ? [image.source.booted.host] : [];
  const hosts = new Set([...(bootParameters.nodes.hosts ?? []), ...optional(source.host), ...booted]);
  const xnames = new Set([...(bootParameters.nodes.xnames ?? []), ...optional(source.xname)]);
  const standard = standardNodes();
  const isStandard = (xname: string) => standard.some((node) => node.xname === xname && node.kind === image.nodeType);
  const newXnames = [...xnames].filter((xname) => !isStandard(xname));
  const newHosts = [...hosts].filter((host) => !standard.some((node) => node.host === host));
  const freeHosts = numbered((number) => `ncn-${image.nodeType.charAt(0)}${900 + number}`, newXnames.length, hosts);
  const freeXnames = numbered((number) => `x3001c0s${2 * number + 1}b0n0`, newHosts.length, xnames);
  return [
    ...newXnames.map((xname, index) => ({ xname, host: freeHosts[index] ?? '', kind: image.nodeType })),
    ...newHosts.map((host, index) => ({ xname: freeXnames[index] ?? '', host, kind: kindOfHost(host) })),
  ];
}

function optional<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

function kindOfHost(host: string): NcnKind {
  const [, letter] = /^ncn-([mws])/u.exec(host) ?? [];
  return letter === 'm' || letter === 's' ? kinds[letter] : 'worker';
}

/** So many names that nobody has. */
function numbered(name: (number: number) => string, count: number, taken: ReadonlySet<string>): readonly string[] {
  const candidates = Array.from({ length: count + taken.size }, (_, number) => name(number));
  return candidates.filter((candidate) => !taken.has(candidate)).slice(0, count);
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
function configurationsFor(
  { configuration, image }: Parameters,
  repositories: Repositories,
): SiteFile['configurations'] {
  const standard = repositories.find(({ url }) => url === csmRepositoryUrl);
  const commit = standard?.branches['cray/csm/1.14.7'] ?? commitOf(csmRepositoryUrl);
  const layer = (name: string, playbook: string) => ({ name, cloneUrl: csmRepositoryUrl, playbook, commit });
  const layersOf = (kind: NcnKind) => [
    layer(kind === 'storage' ? 'csm-ncn-storage' : `csm-ncn-${kind}s`, `ncn-${kind}_nodes.yml`),
    layer('csm-ncn-initrd', 'ncn-initrd.yml'),
  ];
  const standing = { name: 'management-22.11', layers: layersOf('worker') };
  const wanted = { name: configuration.name, layers: layersOf(image.nodeType) };
  const others = standing.name === configuration.name ? [] : [standing];
  return configuration.create === undefined ? [...others, wanted] : others;
}

/** Entries of BSS that belong to no node. */
function otherBootEntries(): NonNullable<SiteFile['bootEntries']> {
  const global = { 'dns-server': '10.92.100.225', domain: 'nmn mtl hmn', 'ntp-servers': 'ncn-m001' };
  return {
    Default: { params: 'console=tty0 rd.shell' },
    Global: { 'cloud-init': { 'meta-data': { Global: global }, 'user-data': null } },
  };
}
