import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCalls } from '../../../src/site/calls.js';
import { parseFault } from '../../../src/site/fault.js';
import { unusedFaults } from '../../../src/site/fault-file.js';
import { lastLine, startTestSite, type TestSite } from './helpers.js';

const create = (site: TestSite) => site.cray('ims', 'images', 'create', '--name', 'a', '--format', 'json');
const made = (site: TestSite) => (site.state('ims') as { images: unknown[] }).images.length;

describe('the grammar', () => {
  test.each([
    ['@12=hang', { kind: 'number', number: 12 }, { kind: 'hang' }],
    ['cray ims=empty', { kind: 'prefix', words: ['cray', 'ims'], first: 1, last: 1 }, { kind: 'empty' }],
    [
      'cray  ims #2=error:503',
      { kind: 'prefix', words: ['cray', 'ims'], first: 2, last: 2 },
      { kind: 'error', status: 503 },
    ],
    ['ssh#2-4=garbage:cut', { kind: 'prefix', words: ['ssh'], first: 2, last: 4 }, { kind: 'cut' }],
    [
      'git#*=signal:INT',
      { kind: 'prefix', words: ['git'], first: 1, last: Infinity },
      { kind: 'signal', signal: 'SIGINT' },
    ],
  ])('%s', (spec, where, how) => {
    expect(parseFault(spec)).toEqual({ ok: true, value: { spec, where, how }, warnings: [] });
  });

  test.each([
    '',
    'cray',
    '=hang',
    '@0=hang',
    '@x=hang',
    'cray#0=hang',
    'cray#3-2=hang',
    'cray=',
    'cray=error',
    'cray=error:200',
    'cray=signal:KILL',
    'cray=hang:1',
    'cray=error:503:1',
  ])('not %j', (spec) => {
    const outcome = parseFault(spec);
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'NRB401', file: '--fault' }] });
  });
});

describe('a fault meets', () => {
  test('the n-th call of the site', async () => {
    const site = await startTestSite();
    site.fault('@2=error:500');
    const statuses = [await create(site), await create(site), await create(site)].map(({ status }) => status);
    expect(statuses).toEqual([0, 2, 0]);
    expect(readCalls(site.directory).map(({ fault }) => fault)).toEqual([undefined, '@2=error:500', undefined]);
  });

  test('the calls that start with its words', async () => {
    const site = await startTestSite();
    site.fault('cray ims images create#2-3=error:500', 'cray ims images=error:404', 'cray cfs=hang', 'cray im=hang');
    const statuses = [];
    for (let calls = 0; calls < 4; calls += 1) {
      statuses.push((await create(site)).status);
    }
    expect(statuses).toEqual([2, 2, 2, 0]);
    expect(unusedFaults(site.directory)).toEqual(['cray cfs=hang', 'cray im=hang']);
  });

  test('no call that the tool itself refuses', async () => {
    const site = await startTestSite();
    site.fault('cray ims=error:500');
    expect(lastLine((await site.cray('ims', 'images', 'list', '--x')).stderr)).toBe('Error: no such option: --x');
  });

  test('a call also when it was written into faults.json by hand', async () => {
    const site = await startTestSite();
    writeFileSync(join(site.directory, 'faults.json'), '{"faults": [{"spec": "@1=error:502"}]}');
    expect((await create(site)).stderr).toContain('502 Bad Gateway');
    expect(unusedFaults(site.directory)).toEqual([]);
  });
});

describe('on cray', () => {
  test.each<[string, number, number, RegExp]>([
    ['error:503', 2, 0, /^$/],
    ['drop-before', 2, 0, /^$/],
    ['drop-after', 2, 1, /^$/],
    ['garbage', 0, 1, /^<html>/],
    ['garbage:cut', 0, 1, /^\{\n[^}]*\n$/],
    ['empty', 0, 1, /^\n$/],
  ])('%s', async (how, status, count, stdout) => {
    const site = await startTestSite();
    site.fault(`cray ims images create=${how}`);
    const ended = await create(site);
    expect(ended).toMatchObject({ status, stdout: expect.stringMatching(stdout) });
    expect(made(site)).toBe(count);
    expect(ended.stderr.startsWith('Usage: ')).toBe(status === 2);
  });

  test('drop-mid is refused where there is no middle', async () => {
    const site = await startTestSite();
    site.fault('cray ims=drop-mid');
    expect((await create(site)).status).toBe(70);
  });
});

describe('on the other tools', () => {
  const calls: Readonly<Record<string, string[]>> = {
    ssh: ['-n', 'ncn-w001', 'cat', '/etc/cray/xname'],
    kubectl: ['get', 'secret', '-n', 'services', 'vcs-user-credentials', '-o', 'json'],
    git: ['ls-remote', 'https://u:p@api-gw-service-nmn.local/vcs/cray/csm-config-management.git'],
  };

  test.each([
    ['ssh', 'error:503', 255, 'ssh: connect to host ncn-w001 port 22: Connection timed out'],
    ['ssh', 'drop-after', 255, 'Connection to ncn-w001 closed by remote host.'],
    [
      'kubectl',
      'error:503',
      1,
      'Error from server (ServiceUnavailable): the server is currently unable to handle the request',
    ],
    ['kubectl', 'error:403', 1, 'Error from server (Forbidden): secrets "vcs-user-credentials" is forbidden'],
    ['kubectl', 'drop-before', 1, 'The connection to the server was refused - did you specify the right host or port?'],
    [
      'git',
      'error:503',
      128,
      expect.stringMatching(/^fatal: unable to access 'https:.*The requested URL returned error: 503$/),
    ],
    ['git', 'drop-before', 128, expect.stringMatching(/^fatal: unable to access .*Connection refused$/)],
  ])('%s with %s', async (tool, how, status, last) => {
    const site = await startTestSite();
    site.fault(`${tool}=${how}`);
    const ended = await site.call(tool, calls[tool] ?? []);
    expect([ended.status, lastLine(ended.stderr), ended.stdout]).toEqual([status, last, '']);
  });

  test.each([
    ['ssh', 'empty', '\n'],
    ['kubectl', 'garbage', expect.stringMatching(/^<html>/)],
  ])('%s with %s', async (tool, how, stdout) => {
    const site = await startTestSite();
    site.fault(`${tool}=${how}`);
    expect(await site.call(tool, calls[tool] ?? [])).toMatchObject({ status: 0, stdout });
  });
});

describe('the end of the script', () => {
  const script =
    'cray ims images create --name a >/dev/null & wait; (sleep 30; touch survivor) & cray hsm state components list; touch after';

  test.each([
    ['kill-before', 'cray ims', 0],
    ['kill-after', 'cray ims', 1],
  ])('%s', async (how, where, count) => {
    const site = await startTestSite();
    site.fault(`${where}=${how}`);
    const ended = await site.bash(script, { detached: true });
    expect(ended.killed).toBe('SIGKILL');
    expect(made(site)).toBe(count);
    expect(readCalls(site.directory)).toMatchObject([{ rc: null, fault: `${where}=${how}` }]);
    expect(existsSync(join(site.work, 'after'))).toBe(false);
  });

  test('takes the children with it', async () => {
    const site = await startTestSite();
    site.fault('cray hsm=kill-before');
    const line = 'sleep 60 & echo $! > pid; cray hsm state components list';
    expect((await site.bash(line, { detached: true })).killed).toBe('SIGKILL');
    const pid = readFileSync(join(site.work, 'pid'), 'utf8').trim();
    expect(['', 'Z']).toContain(stateOf(pid));
  });

  test('in the middle of an upload leaves an empty object', async () => {
    const site = await startTestSite();
    site.fault('cray artifacts create=kill-mid', 'cray artifacts get=kill-mid');
    const put = 'echo new > f; cray artifacts create boot-images k8s/0.3.49/kernel f';
    expect((await site.bash(put, { detached: true })).killed).toBe('SIGKILL');
    expect(site.state('s3')).toMatchObject({ buckets: { 'boot-images': { 'k8s/0.3.49/kernel': { content: '' } } } });
    const get = 'cray artifacts get boot-images k8s/0.3.49/rootfs got';
    expect((await site.bash(get, { detached: true })).killed).toBe('SIGKILL');
    expect((await site.bash('ls -- got*')).stdout).toMatch(/^got\.[0-9a-f]{8}\n$/);
  });

  test('is refused when the script shares the session of the site', async () => {
    const site = await startTestSite();
    site.fault('cray ims=kill-before');
    expect(await site.bash('cray ims images list')).toMatchObject({ status: 70, killed: null });
  });

  test.each(['INT', 'TERM', 'HUP'])('signal:%s reaches the script alone, and the call goes on', async (name) => {
    const site = await startTestSite();
    site.fault(`cray ims=signal:${name}`);
    const line = `trap 'echo got ${name}' ${name}; cray ims images create --name a >/dev/null; echo rc $?`;
    const ended = await site.bash(line, { detached: true });
    expect(ended.stdout).toBe(`got ${name}\nrc 0\n`);
    expect(made(site)).toBe(1);
  });

  test('hang gives no answer until the caller goes away, and has no effect', async () => {
    const site = await startTestSite();
    site.fault('cray ims=hang');
    expect((await site.bash('timeout 1 cray ims images create --name a')).status).toBe(124);
    expect(made(site)).toBe(0);
    expect((await create(site)).status).toBe(0);
  });
});

function stateOf(pid: string): string {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) ? (readFileSync(file, 'utf8').split(') ')[1]?.charAt(0) ?? '') : '';
}
