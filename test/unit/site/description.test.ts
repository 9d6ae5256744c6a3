import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Parameters } from '../../../src/model/parameters.js';
import { sampleParameters } from '../../../src/plan/samples.js';
import { siteFor } from '../../../src/site/default-site.js';
import { parseSiteFile } from '../../../src/site/description.js';
import { createSite } from '../../../src/site/state.js';
import { services } from '../../../src/site/states.js';
import { fileOf, Store } from '../../../src/site/store.js';
import { workerParameters } from './helpers.js';

const site = (change: Partial<Parameters>) => siteFor({ ...workerParameters, ...change });

describe('a site file', () => {
  test('may be short', () => {
    const outcome = parseSiteFile('thisNode: x1\nnodes: [{ xname: x1, host: ncn-w001 }]\n', 'site.yaml');
    expect(outcome).toMatchObject({
      ok: true,
      value: { seed: 'site', nodes: [{ role: 'Management', reachable: true }] },
    });
  });

  test('holds all that a site has', () => {
    const description = siteFor(workerParameters);
    expect(parseSiteFile(stringify(description), 'site.yaml')).toEqual({ ok: true, value: description, warnings: [] });
  });

  test('has every problem reported with its place', () => {
    const outcome = parseSiteFile(
      'thisNode: 1\nnodes:\n  - xname: x1\n    hots: a\n    reachable: maybe\n',
      'site.yaml',
    );
    const found = outcome.ok ? [] : outcome.problems.map(({ line, column, path }) => [line, column, path]);
    expect(found).toEqual(
      expect.arrayContaining([
        [1, 11, 'thisNode'],
        [5, 16, 'nodes.0.reachable'],
        [4, 11, 'nodes.0.hots'],
      ]),
    );
    expect(found).toHaveLength(3);
  });

  test('must be YAML', () => {
    expect(parseSiteFile('a: [', 'site.yaml')).toMatchObject({ ok: false, problems: [{ code: 'NRB402', line: 1 }] });
    expect(parseSiteFile('', 'site.yaml')).toMatchObject({ ok: false });
    expect(parseSiteFile('a: *b', 'site.yaml')).toMatchObject({ ok: false });
  });
});

describe('the built-in site', () => {
  test('has nine nodes', () => {
    const { nodes, thisNode } = siteFor(workerParameters);
    expect(nodes.map(({ host }) => host)).toEqual(
      ['m', 'w', 's'].flatMap((letter) => [1, 2, 3].map((number) => `ncn-${letter}00${number}`)),
    );
    expect(thisNode).toBe(nodes[0]?.xname);
    expect(new Set(nodes.map(({ xname }) => xname)).size).toBe(9);
  });

  test('has the nodes that the parameters name', () => {
    const nodes = { xnames: ['x3000c0s1b0n0', 'x1c0s0b0n0'], hosts: ['ncn-w007', 'ncn-w900'] };
    const source = { nextBoot: { host: 'ncn-w042' } };
    const made = site({
      image: { ...workerParameters.image, source },
      bootParameters: { ...workerParameters.bootParameters, nodes },
    });
    const workers = made.nodes.filter(({ subrole }) => subrole === 'Worker');
    expect(workers.map(({ xname }) => xname)).toEqual(expect.arrayContaining(nodes.xnames));
    expect(workers.map(({ host }) => host)).toEqual(expect.arrayContaining([...nodes.hosts, 'ncn-w042']));
    expect(new Set(made.nodes.map(({ xname }) => xname)).size).toBe(made.nodes.length);
    expect(new Set(made.nodes.map(({ host }) => host)).size).toBe(made.nodes.length);
    expect(made.nodes.find(({ xname }) => xname === made.thisNode)?.host).toBe('ncn-m001');
  });

  test('has the version of the upgrade, in myenv too', () => {
    const made = site({ image: { ...workerParameters.image, source: { upgrade: { artifactVersion: '9.8.7' } } } });
    expect(made.objects.map(({ key }) => key)).toContain('k8s/9.8.7/rootfs');
    expect(made.myenv).toMatch(/KUBERNETES_VERSION=0.2.83\n(.*\n)*export KUBERNETES_VERSION=9.8.7\n/);
  });

  test('has the repository, branch, commit and playbooks that the parameters name', () => {
    const create = {
      cloneUrl: 'https://vcs.local/a/b.git',
      branch: 'integration',
      layers: [{ name: 'a', playbook: 'site-ca.yml' }],
    };
    const { repositories, configurations } = site({ configuration: { name: 'management-22.11', create } });
    const [, named] = repositories;
    expect(named?.commits[named.branches['integration'] ?? '']).toHaveProperty(['site-ca.yml']);
    expect(configurations).toEqual([]);
    const { branch: _, ...rest } = create;
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const other = site({ configuration: { name: 'n', create: { ...rest, commit } } }).repositories[1];
    expect(other?.commits).toHaveProperty(commit);
  });

  test('is a storage node for the image of this node', () => {
    const made = site({ image: { nodeType: 'storage', source: { nextBoot: {} }, revision: 'r' } });
    expect(made.nodes.find(({ xname }) => xname === made.thisNode)?.host).toBe('ncn-s001');
  });

  test.each(sampleParameters.map((parameters, index) => [index, parameters] as const))(
    'can be made for sample %i',
    (_, parameters) => {
      expect(siteFor(parameters)).toEqual(siteFor(parameters));
    },
  );
});

test('createSite writes every state file, the files of the node and the stand-ins', () => {
  const directory = mkdtempSync(join(tmpdir(), 'site-'));
  createSite(directory, siteFor(workerParameters));
  const store = new Store(directory);
  for (const service of services) {
    expect(JSON.parse(readFileSync(fileOf(directory, service), 'utf8'))).toEqual(store[service]);
  }
  expect(readFileSync(join(directory, 'root/etc/cray/xname'), 'utf8')).toBe('x3000c0s1b0n0\n');
  expect(readFileSync(join(directory, 'root/etc/cray/upgrade/csm/myenv'), 'utf8')).toContain('CEPH_VERSION=0.4.57');
  rmSync(directory, { recursive: true });
});
