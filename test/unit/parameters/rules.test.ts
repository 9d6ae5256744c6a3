import { describe, expect, test } from 'vitest';
import { problemCodes } from '../../../src/model/problem-codes.js';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { brief, example, messages } from './helpers.js';

const worker = `runbook: r1
change:
  window: { start: 2026-11-28T22:00:00Z, end: 2026-11-29T02:00:00Z }
image:
  nodeType: worker
  source: { booted: { host: ncn-w001 } }
  revision: rev1
configuration:
  name: c1
  create:
    cloneUrl: https://h/a.git
    branch: main
    layers:
      - { name: l1, playbook: a.yml }
      - { name: l2, playbook: ncn-initrd.yml }
session: { targetGroup: Management_Worker }
bootParameters:
  nodes: { hosts: [ncn-w001, ncn-w002] }
`;

const storage = worker
  .replace('nodeType: worker', 'nodeType: storage')
  .replaceAll('ncn-w', 'ncn-s')
  .replace('Management_Worker', 'Management_Storage')
  .replace('nodes:', 'metalNoWipe: "1"\n  nodes:');

const initrd = 'f.yaml:5:13 image.nodeType initrdOnlyForWorkers';

test('the files that the rules are tried on break none', () => {
  expect(brief(worker)).toEqual([]);
  expect(brief(storage)).toEqual([initrd]);
});

describe('each rule', () => {
  test.each([
    ['end: 2026-11-29T02', 'end: 2026-11-28T02', ['f.yaml:3:47 change.window.end windowOrder']],
    ['end: 2026-11-29T02:00:00Z', 'end: 2026-11-28T23:00:00+02:00', ['f.yaml:3:47 change.window.end windowOrder']],
    ['end: 2026-11-29T02:00:00Z', 'end: 9999-12-31T23:59:59-23:59', ['f.yaml:3:47 change.window.end wrongForm']],
    ['end: 2026-11-29T02:00:00Z', 'end: tomorrow', ['f.yaml:3:47 change.window.end wrongForm']],
    ['{ booted: { host: ncn-w001 } }', '{}', ['f.yaml:6:11 image.source oneSource']],
    ['{ booted:', '{ upgrade: {}, booted:', ['f.yaml:6:11 image.source oneSource']],
    [
      'booted: { host: ncn-w001 }',
      'nextBoot: { host: ncn-w001, xname: x1c0s1b0n0 }',
      ['f.yaml:6:23 image.source.nextBoot oneNextBootNode'],
    ],
    ['host: ncn-w001', 'host: ncn-s001', ['f.yaml:6:29 image.source.booted.host sourceOfNodeType']],
    [
      'booted: { host: ncn-w001 }',
      'nextBoot: { host: ncn-s001 }',
      ['f.yaml:6:31 image.source.nextBoot.host sourceOfNodeType'],
    ],
    ['host: ncn-w001', 'host: ncn-m001', ['f.yaml:6:29 image.source.booted.host sourceOfOtherRole']],
    [
      'branch: main',
      `branch: main\n    commit: ${'a'.repeat(40)}`,
      ['f.yaml:11:5 configuration.create oneGitReference'],
    ],
    ['    branch: main\n', '', ['f.yaml:11:5 configuration.create oneGitReference']],
    ['playbook: ncn-initrd.yml', 'playbook: b.yml', ['f.yaml:15:31 configuration.create.layers.1.playbook initrdLast']],
    [
      'playbook: a.yml',
      'playbook: ncn-initrd.yml',
      ['f.yaml:15:31 configuration.create.layers.1.playbook playbookTwice'],
    ],
    ['Management_Worker', 'Management_Master', ['f.yaml:16:25 session.targetGroup groupOfNodeType']],
    ['Management_Worker', 'Application', ['f.yaml:16:25 session.targetGroup unusualGroup']],
    ['{ hosts: [ncn-w001, ncn-w002] }', '{}', ['f.yaml:18:10 bootParameters.nodes someNodes']],
    [
      '{ hosts: [ncn-w001, ncn-w002] }',
      '{ subrole: Master }',
      ['f.yaml:18:21 bootParameters.nodes.subrole subroleOfNodeType'],
    ],
    ['ncn-w002]', 'ncn-m002]', ['f.yaml:18:30 bootParameters.nodes.hosts.1 hostOfNodeType']],
    ['ncn-w002]', 'ncn-w001]', ['f.yaml:18:30 bootParameters.nodes.hosts.1 nodeTwice']],
  ])('worker: %j as %j', (from, to, expected) => {
    expect(worker).toContain(from);
    expect(brief(worker.replace(from, to))).toEqual(expected);
  });

  test.each([
    ['  metalNoWipe: "1"\n', '', [initrd, 'f.yaml:18:3 bootParameters.metalNoWipe stateNoWipe']],
    ['booted: { host: ncn-s001 }', 'nextBoot: {}', [initrd, 'f.yaml:6:23 image.source.nextBoot thisNodeForStorage']],
    ['host: ncn-s001', 'host: ncn-m001', [initrd, 'f.yaml:6:29 image.source.booted.host sourceOfNodeType']],
    ['ncn-s002]', 'ncn-w002]', [initrd, 'f.yaml:19:30 bootParameters.nodes.hosts.1 hostOfNodeType']],
  ])('storage: %j as %j', (from, to, expected) => {
    expect(storage).toContain(from);
    expect(brief(storage.replace(from, to))).toEqual(expected);
  });

  test('still speaks when another part of the file has the wrong shape', () => {
    const text = worker.replace('revision: rev1', 'revision: []').replace('Management_Worker', 'Management_Storage');
    expect(brief(text)).toEqual([
      'f.yaml:7:13 image.revision wrongType',
      'f.yaml:16:25 session.targetGroup groupOfNodeType',
    ]);
  });
});

test('a node listed twice is updated once', () => {
  const outcome = parseParameters(worker.replace('ncn-w002]', 'ncn-w001]'), { file: 'f' });
  expect(outcome.ok && outcome.value.bootParameters.nodes).toEqual({ hosts: ['ncn-w001'] });
});

test('the warning about the initrd says what to do', () => {
  const said = messages(storage);
  expect(said).toContain('warning: image.nodeType:');
  expect(said).toContain('Use a branch whose ncn-initrd.yml includes Management_Storage in its hosts.');
});

describe('the examples', () => {
  test.each(['worker', 'master', 'storage'])('%s is a good file', (name) => {
    const outcome = parseParameters(example(name), { file: 'f' });
    expect(outcome.ok).toBe(true);
    expect(brief(example(name)).map((line) => line.split(' ').at(-1))).toEqual(
      name === 'worker' ? [] : ['initrdOnlyForWorkers'],
    );
  });
});

test('codes are unique, and those of warnings about parameters start at NRB160', () => {
  const codes = Object.values(problemCodes);
  expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
  const warnings = codes.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
  expect(warnings.filter((code) => code.startsWith('NRB1'))).toEqual([
    'NRB160',
    'NRB161',
    'NRB162',
    'NRB163',
    'NRB164',
  ]);
});
