import { describe, expect, test } from 'vitest';
import * as words from '../../../src/model/words.js';

const cases: Readonly<Record<string, { good: readonly string[]; bad: readonly string[] }>> = {
  Xname: {
    good: ['x3000c0s7b0n0', 'x1c7s12b1n3', 'x9999c0s0b0n0'],
    bad: [
      '',
      'x3000c0s7b0',
      'x3000c8s7b0n0',
      'X3000c0s7b0n0',
      'x30000c0s1b0n0',
      'x3000c0s7b0n0\n',
      'x1c0s1b0n0,x2c0s1b0n0',
    ],
  },
  NcnHost: {
    good: ['ncn-w001', 'ncn-m003', 'ncn-s999'],
    bad: ['ncn-x001', 'ncn-w01', 'ncn-w0011', 'ncn-w001 ', '-w001'],
  },
  CommitHash: { good: ['0'.repeat(40), 'abcdef0123'.repeat(4)], bad: ['A'.repeat(40), 'a'.repeat(39), 'a'.repeat(41)] },
  ImageRevision: {
    good: ['rev1', '1', 'a'.repeat(41), 'a._-'],
    bad: ['', '-a', '.a', 'a/b', 'a b', 'a'.repeat(42), 'a$b'],
  },
  RunbookName: {
    good: ['a', 'worker-image-2026-11', 'a'.repeat(42)],
    bad: ['', 'A', '-a', 'a-', 'a_b', 'a/b', 'a'.repeat(43)],
  },
  ConfigurationName: { good: ['ncn-image-customization', 'management-23.4.0'], bad: ['', '-x', 'a b', 'a'.repeat(61)] },
  LayerName: { good: ['csm-ncn-workers'], bad: ['', '--file', 'a'.repeat(46), 'a\tb'] },
  Playbook: {
    good: ['ncn-worker_nodes.yml', 'site/local.yaml'],
    bad: [
      '/etc/x.yml',
      '../x.yml',
      'a/../x.yml',
      'a//b.yml',
      'a/.git/b.yml',
      '-x.yml',
      'x.sh',
      'a b.yml',
      '.yml',
      'a/-b.yml',
    ],
  },
  GitBranch: {
    good: ['main', 'cray/csm/1.14.7', 'integration-1.3', 'a+b', 'v1.0'],
    bad: [
      '',
      '-b',
      '/a',
      'a/',
      'a//b',
      'a..b',
      'a.lock',
      'a.lock/b',
      'a/.b',
      'a.',
      'a b',
      'a~1',
      'a^',
      'a:b',
      'a?b',
      'a*b',
      'a[b',
      'a\\b',
      'a@{1}',
      'refs/heads/main',
      'HEAD',
      'a'.repeat(40),
    ],
  },
  CloneUrl: {
    good: [
      'https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git',
      'https://h:8443/a.git',
      'https://h/~a/b',
    ],
    bad: [
      'http://h/a',
      'ssh://h/a',
      'https://h',
      'https://h/',
      'https://u:p@h/a',
      'https://u@h/a',
      'https://h/a?b=c',
      'https://h/a#b',
      'https://h/a/../b',
      'https://h/a%41',
      'https://h/-a',
      'https://-h/a',
      'https://h/$(id)',
      'https://h//a',
      'HTTPS://h/a',
    ],
  },
  ArtifactVersion: {
    good: ['0.3.49', '6.1.78-rc.1', '0.3.49.1'],
    bad: ['', '1.2', 'v1.2.3', '1.2.3-', '1.2.3+b.7', '1.2.3-rc.1+b', '1.2.3/4', '1.2.3 4', '../1.2.3'],
  },
  AnsibleGroup: { good: ['Management_Worker', '_x'], bad: ['', '1a', '-a', 'a b', 'a,b', 'a:&b', '!a'] },
  Timestamp: {
    good: [
      '2026-11-28T22:00:00Z',
      '2026-11-28T22:00Z',
      '2024-02-29T00:00:00+02:00',
      '2026-11-28T22:00:00.5-11:30',
      '1970-01-01T00:00:00Z',
      '1969-12-31T23:00:00-01:00',
      '9999-12-31T23:59:59.999Z',
    ],
    bad: [
      '2026-11-28',
      '2026-11-28T22:00:00',
      '2026-11-28 22:00:00Z',
      '2026-02-30T00:00:00Z',
      '2023-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-11-00T00:00:00Z',
      '2026-11-28T25:00:00Z',
      '2026-11-28t22:00:00z',
      '9999-12-31T23:59:59-23:59',
      '9999-12-31T23:59:59.999-00:01',
      '1970-01-01T00:00:00+00:01',
      '0000-01-01T00:00:00Z',
    ],
  },
  FreeText: {
    good: ["it's", '"$(id)" `id` ; rm', '--force', 'Größe 日本 👍', '👍'.repeat(200), '# * & %'],
    bad: [
      '',
      '   ',
      'a\nb',
      'a\u0000',
      'a\u007f',
      'a\u0085',
      'a\u2028',
      'a\u202e',
      'a\u200b',
      'a\u2066',
      '\ufeffa',
      'a\ud800',
      '\udc00a',
      'a\u{e0041}',
      'a'.repeat(201),
    ],
  },
};

function schemaOf(name: string) {
  const found = Object.entries(words).find(([key]) => key === name)?.[1];
  return typeof found === 'object' && 'safeParse' in found ? found : undefined;
}

describe.each(Object.entries(cases))('%s', (name, { good, bad }) => {
  test.each(good)('takes %j', (text) => {
    expect(schemaOf(name)?.safeParse(text).success).toBe(true);
  });
  test.each(bad)('refuses %j', (text) => {
    expect(schemaOf(name)?.safeParse(text).success).toBe(false);
  });
});

test.each(['a'.repeat(50_000), '/a'.repeat(50_000), 'https://a/'.repeat(20_000), '.'.repeat(50_000)])(
  'a long hostile text is refused at once by every word',
  (text) => {
    const start = performance.now();
    for (const name of Object.keys(cases)) {
      expect(schemaOf(name)?.safeParse(text).success).toBe(false);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  },
);
