import { describe, expect, test } from 'vitest';
import { formatParameters, parseParameters } from '../../../src/plan/parse-parameters.js';
import { brief, example, messages, problemsOf, smallest } from './helpers.js';

describe('a good file', () => {
  test('gets every default', () => {
    expect(parseParameters(smallest, { file: 'f' })).toEqual({
      ok: true,
      warnings: [],
      value: {
        runbook: 'r1',
        csm: '1.3',
        image: { nodeType: 'worker', source: { upgrade: {} }, revision: 'rev1' },
        configuration: { name: 'c1' },
        session: { targetGroup: 'Management_Worker', pollSeconds: 30, timeoutMinutes: 180 },
        bootParameters: { nodes: { subrole: 'Worker' }, metalNoWipe: '0', parallel: 4 },
      },
    });
  });

  test.each([
    ['worker', 'csm-ncn-workers', 'ncn-worker_nodes.yml'],
    ['master', 'csm-ncn-masters', 'ncn-master_nodes.yml'],
    ['storage', 'csm-ncn-storage', 'ncn-storage_nodes.yml'],
  ])('the layers of a %s image are by default those of the procedure', (kind, name, playbook) => {
    const text = example(kind).replace(/ {4}layers:\n(?: {6}.*\n)+/u, '');
    expect(text).not.toContain('layers:');
    const outcome = parseParameters(text, { file: 'f' });
    expect(outcome.ok && outcome.value.configuration.create?.layers).toEqual([
      { name, playbook },
      { name: 'csm-ncn-initrd', playbook: 'ncn-initrd.yml' },
    ]);
  });

  test('is the same with minus zero as with zero', () => {
    const withZero = (zero: string) => {
      const outcome = parseParameters(`${smallest}  canary: ${zero}\nsession: { pollSeconds: ${zero} }\n`, {
        file: 'f',
      });
      return outcome.ok ? formatParameters(outcome.value) : '';
    };
    expect(withZero('0')).toContain('pollSeconds: 0\n');
    for (const zero of ['-0', '-0.0', '-0e3']) expect(withZero(zero)).toBe(withZero('0'));
    const set = parseParameters(smallest, { file: 'f', set: ['bootParameters.canary=-0'] });
    expect(set.ok && set.value.bootParameters.canary).toBe(0);
  });

  test('may use anchors', () => {
    const text = smallest.replace('runbook: r1', 'runbook: &n r1').replace('name: c1', 'name: *n');
    const outcome = parseParameters(text, { file: 'f' });
    expect(outcome.ok && outcome.value.configuration.name).toBe('r1');
  });

  test('may have Windows line ends', () => {
    expect(brief(smallest.replaceAll('\n', '\r\n'))).toEqual([]);
  });
});

describe('the text of the file', () => {
  test.each([
    ['nothing', '', ['f.yaml:1:1  emptyFile']],
    ['only comments', '# x\n\n', ['f.yaml:1:1  emptyFile']],
    ['an empty document', '---\n', ['f.yaml:1:1  emptyFile']],
    ['a NUL', `${smallest}# \0\n`, ['f.yaml:10:3  forbiddenCharacter']],
    ['an escape', `${smallest}# \u001b[2J\n`, ['f.yaml:10:3  forbiddenCharacter']],
    ['a lone surrogate', `${smallest}# \ud800\n`, ['f.yaml:10:3  forbiddenCharacter']],
    ['the line ends of old Macs', smallest.replaceAll('\n', '\r'), ['f.yaml:1:12  lineEnds']],
    ['one such line end', `${smallest}# a\rcsm: "1.3"\r\n`, ['f.yaml:10:4  lineEnds']],
    ['such line ends after Windows ones', `a: 1\r\n\r\r\n`, ['f.yaml:2:1  lineEnds']],
    ['a byte order mark', `\ufeff${smallest}`, ['f.yaml:1:1  byteOrderMark']],
    ['too much', `#${'x'.repeat(300_000)}`, ['f.yaml:1:1  tooLarge']],
    ['brackets without end', '['.repeat(100_000), ['f.yaml:1:40  tooDeep']],
    ['hyphens without end', '- '.repeat(50_000), ['f.yaml:1:79  tooDeep']],
    ['braces without end', '{a: '.repeat(20_000), ['f.yaml:1:154  tooDeep']],
    ['a second document', `${smallest}---\na: 1\n`, ['f.yaml:10:1  severalDocuments']],
    ['an open quote', 'a: 1\nb: "x\n', ['f.yaml:3:1  syntax']],
    ['a tab', 'a:\n\tb: 1\n', ['f.yaml:2:1  syntax']],
    ['two colons', 'runbook: a: b\n', ['f.yaml:1:10  syntax']],
    ['a key twice', `${smallest}runbook: r2\n`, ['f.yaml:10:1 runbook duplicateKey']],
    [
      'a key twice in a map',
      `${smallest}  parallel: 3\n  &a "parallel": 4\n`,
      ['f.yaml:11:6 bootParameters.parallel duplicateKey'],
    ],
    [
      'a key three times in a map in brackets',
      smallest.replace('{ subrole', '{ subrole: Worker, subrole: Worker, subrole'),
      [
        'f.yaml:9:29 bootParameters.nodes.subrole duplicateKey',
        'f.yaml:9:46 bootParameters.nodes.subrole duplicateKey',
      ],
    ],
    [
      'a key twice in a map in a list',
      `${smallest.replace('name: c1', 'name: c1\n  create:\n    cloneUrl: https://h/a\n    branch: b\n    layers:\n      - { name: a, playbook: ncn-initrd.yml, name: b }')}`,
      ['f.yaml:12:46 configuration.create.layers.0.name duplicateKey'],
    ],
    [
      'a key twice, and a line that cannot be read',
      'a: { b: 1, b: 2 }\nc: @\n',
      ['f.yaml:1:12 a.b duplicateKey', 'f.yaml:2:4  syntax'],
    ],
    ['a tag', smallest.replace('c1', '!secret c1'), ['f.yaml:7:9  unknownTag']],
    ['a binary', smallest.replace('c1', '!!binary aGk='), ['f.yaml:7:9  unknownTag']],
    ['an alias of nothing', smallest.replace('c1', '*nothing'), ['f.yaml:7:9 configuration.name unresolvedAlias']],
    [
      'an alias of itself',
      smallest.replace('{ subrole: Worker }', '&n { subrole: *n }'),
      ['f.yaml:9:24 bootParameters.nodes.subrole unresolvedAlias'],
    ],
    ['a list as key', `${smallest}? [a]\n: 1\n`, ['f.yaml:10:3  keyNotText']],
    ['__proto__', `${smallest}__proto__: { csm: "1.2" }\n`, ['f.yaml:10:1  unknownKey']],
    ['a list', '- a\n', ['f.yaml:1:1  wrongType']],
    ['a text', '\nhello\n', ['f.yaml:2:1  wrongType']],
  ])('%s', (_, text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  test('aliases that multiply are stopped at their place', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    expect(brief(lines.join('\n')).filter((line) => line.endsWith('aliasExpansion'))).toEqual([
      'f.yaml:5:10 a4.0 aliasExpansion',
    ]);
  });

  test('each line is counted in a block below a line that cannot be read', () => {
    const found = problemsOf('  b: 1\na:\n  t: >-\n    x\nb: @\n').filter(({ found: said }) => said.includes('@'));
    expect(found).toMatchObject([{ line: 5, column: 4 }]);
  });

  test('YAML 1.1 is not switched on by a directive', () => {
    const outcome = parseParameters(`%YAML 1.1\n---\n${smallest.replace('c1', 'yes')}`, { file: 'f' });
    expect(outcome.ok && outcome.value.configuration.name).toBe('yes');
  });
});

test('line ends that cannot be read are told with their remedy', () => {
  const said = messages(smallest.replaceAll('\n', '\r'));
  expect(said).toContain('found a carriage return (CR) alone [NRB115]');
  expect(said).toContain("Save the file with the line ends of Unix (LF), such as with: tr '\\r' '\\n'");
});

describe('single values', () => {
  test.each([
    ['runbook: r1', 'runbook: R', ['f.yaml:1:10 runbook wrongForm']],
    ['runbook: r1', 'runbok: r1', ['f.yaml:1:1 runbook missingValue', 'f.yaml:1:1 runbok unknownKey']],
    ['runbook: r1', 'runbook:', ['f.yaml:1:9 runbook wrongType']],
    ['runbook: r1', 'runbook: r1\ncsm: 1.3', ['f.yaml:2:6 csm wrongType']],
    ['runbook: r1', 'runbook: r1\ncsm: "1.4"', ['f.yaml:2:6 csm notAllowed']],
    ['nodeType: worker', 'nodeType: compute', ['f.yaml:3:13 image.nodeType notAllowed']],
    ['  revision: rev1\n', '', ['f.yaml:3:3 image.revision missingValue']],
    [
      '{ upgrade: {} }',
      '{ upgrade: { artifactVersion: 0.3 } }',
      ['f.yaml:4:41 image.source.upgrade.artifactVersion wrongType'],
    ],
    [
      '{ upgrade: {} }',
      '{ upgrade: { artifactVersion: 1.2.3+b.7 } }',
      ['f.yaml:4:41 image.source.upgrade.artifactVersion wrongForm'],
    ],
    ['{ upgrade: {} }', '{ upgrade: }', ['f.yaml:4:22 image.source.upgrade wrongType']],
    ['{ upgrade: {} }', '{ booted: {} }', ['f.yaml:4:21 image.source.booted.host missingValue']],
    ['{ subrole: Worker }', '{ xnames: [] }', ['f.yaml:9:20 bootParameters.nodes.xnames outOfRange']],
    ['{ subrole: Worker }', '{ xnames: [x1] }', ['f.yaml:9:21 bootParameters.nodes.xnames.0 wrongForm']],
    ['{ subrole: Worker }', '{ subrole: Worker }\n  parallel: 33', ['f.yaml:10:13 bootParameters.parallel outOfRange']],
    ['{ subrole: Worker }', '{ subrole: Worker }\n  parallel: 1.5', ['f.yaml:10:13 bootParameters.parallel wrongType']],
    ['{ subrole: Worker }', '{ subrole: Worker }\n  canary: 501', ['f.yaml:10:11 bootParameters.canary outOfRange']],
    [
      '{ subrole: Worker }',
      '{ subrole: Worker }\n  metalNoWipe: 0',
      ['f.yaml:10:16 bootParameters.metalNoWipe wrongType'],
    ],
    [
      'bootParameters:',
      'session: { pollSeconds: -1, timeoutMinutes: 0 }\nbootParameters:',
      ['f.yaml:8:25 session.pollSeconds outOfRange', 'f.yaml:8:45 session.timeoutMinutes outOfRange'],
    ],
  ])('%j as %j', (from, to, expected) => {
    expect(smallest).toContain(from);
    expect(brief(smallest.replace(from, to))).toEqual(expected);
  });

  test.each([
    ['csm: 1.3', 'found the number 1.3', 'Put quotes around it: "1.3".'],
    ['change: { id: 0x1F }', 'found the number 0x1F', 'Put quotes around it: "0x1F".'],
    ['change: { title: true }', 'found the boolean true', 'Put quotes around it: "true".'],
    ['imgae: 1', 'found the unknown key imgae', 'Did you mean image?'],
    ['change: { title: "a\\u202eb" }', 'found "a\\u202eb"', 'Correct the value'],
    [`change: { title: ${'x'.repeat(300)} }`, `found "${'x'.repeat(60)}…"`, 'Correct the value'],
  ])('%s is told with its remedy', (line, found, remedy) => {
    const said = messages(`${line}\n${smallest}`);
    expect(said).toContain(found);
    expect(said).toContain(remedy);
  });

  test('an all-digit commit keeps its digits in the message', () => {
    const digits = '1234567890'.repeat(4);
    const text = smallest.replace('name: c1', `name: c1\n  create: { cloneUrl: https://h/a, commit: ${digits} }`);
    expect(messages(text)).toContain(`Put quotes around it: "${digits}".`);
  });

  test('all problems come at once, in the order of the file', () => {
    const text =
      'runbook: R\nimage: { nodeType: storage, source: {}, revision: 7 }\nbootParameters: { nodes: { hosts: [ncn-w001] } }\nx: 1\n';
    expect(brief(text)).toEqual([
      'f.yaml:1:1 configuration missingValue',
      'f.yaml:1:10 runbook wrongForm',
      'f.yaml:2:20 image.nodeType initrdOnlyForWorkers',
      'f.yaml:2:37 image.source oneSource',
      'f.yaml:2:51 image.revision wrongType',
      'f.yaml:3:17 bootParameters.metalNoWipe stateNoWipe',
      'f.yaml:3:36 bootParameters.nodes.hosts.0 hostOfNodeType',
      'f.yaml:4:1 x unknownKey',
    ]);
  });
});
