import { describe, expect, test } from 'vitest';
import { lastLine, startTestSite, type TestSite } from './helpers.js';

const w1 = 'x3000c0s7b0n0';
const w2 = 'x3000c0s9b0n0';

const bss = (site: TestSite, ...words: string[]) => site.cray('bss', 'bootparameters', ...words);
const list = (site: TestSite, ...words: string[]) => site.json('bss', 'bootparameters', 'list', ...words);

async function hostsIn(site: TestSite, ...words: string[]): Promise<unknown[]> {
  const entries = await list(site, ...words);
  return Array.isArray(entries) ? entries.map((entry: { hosts?: string[] }) => entry.hosts?.[0]) : [];
}

describe('list', () => {
  test('without a filter: kernels and initrds first, then Default, Global and the nodes', async () => {
    const hosts = await hostsIn(await startTestSite());
    expect(hosts.slice(0, 6)).toEqual([undefined, undefined, undefined, undefined, 'Default', 'Global']);
    expect(hosts).toHaveLength(15);
  });

  test('one host per entry, absent fields left out, cloud-init there', async () => {
    const site = await startTestSite();
    const [entry] = (await list(site, '--hosts', w1)) as [Record<string, unknown>];
    expect(Object.keys(entry)).toEqual(['hosts', 'params', 'kernel', 'initrd', 'cloud-init']);
    expect(entry['cloud-init']).toMatchObject({ 'meta-data': { xname: w1 }, 'phone-home': { fqdn: '' } });
    const [other] = (await list(site, '--name', 'Default')) as [Record<string, unknown>];
    expect(Object.keys(other)).toEqual(['hosts', 'params', 'cloud-init']);
  });

  test('several hosts, in the order asked for, repeated when asked for twice, unknown ones silently absent', async () => {
    const site = await startTestSite();
    expect(await hostsIn(site, '--hosts', `${w2}, ${w1} ,${w2}`)).toEqual([w2, w1, w2]);
    expect(await hostsIn(site, '--hosts', 'x3000c0s[7,9-10]b0n0')).toEqual([w1, w2]);
    expect(await hostsIn(site, '--hosts', `${w1},ncn-w002`)).toEqual([w1]);
  });

  test('all unknown is a 404; names match exactly', async () => {
    const site = await startTestSite();
    for (const name of ['ncn-w001', w1.toUpperCase(), 'constructor', '__proto__']) {
      const { status, stderr } = await bss(site, 'list', '--name', name);
      expect([status, lastLine(stderr)]).toEqual([2, 'Error: Not Found: Not Found']);
    }
  });

  test('an empty name is no filter, an empty host stands for every host', async () => {
    const site = await startTestSite();
    expect(await hostsIn(site, '--name', '')).toHaveLength(15);
    const hosts = await hostsIn(site, '--hosts', '');
    expect(hosts).toHaveLength(11);
    expect(hosts).not.toContain(undefined);
  });

  test('an empty BSS answers null, which is printed as an empty line', async () => {
    const site = await startTestSite();
    site.edit('bss', () => '{"entries": {}, "kernels": {}, "initrds": {}}');
    expect(await bss(site, 'list', '--format', 'json')).toMatchObject({ status: 0, stdout: '\n' });
  });
});

describe('update', () => {
  test('changes the fields that are given and not empty, and keeps cloud-init', async () => {
    const site = await startTestSite();
    const [before] = (await list(site, '--name', w1)) as [Record<string, unknown>];
    expect((await bss(site, 'update', '--hosts', w1, '--params', '', '--kernel', 's3://k')).stdout).toBe('\n');
    expect(await list(site, '--name', w1)).toEqual([{ ...before, kernel: 's3://k' }]);
    await bss(site, 'update', '--hosts', w1, '--cloud-init-phone-home-fqdn', 'f');
    const [after] = (await list(site, '--name', w1)) as [Record<string, Record<string, unknown>>];
    expect(after['cloud-init']?.['phone-home']).toMatchObject({ fqdn: 'f' });
    expect(after['cloud-init']?.['user-data']).toEqual((before['cloud-init'] as Record<string, unknown>)['user-data']);
  });

  test('gives every host the same parameters', async () => {
    const site = await startTestSite();
    await bss(site, 'update', '--hosts', `${w1},${w2}`, '--params', 'same');
    expect(await list(site, '--hosts', `${w1},${w2}`)).toMatchObject([{ params: 'same' }, { params: 'same' }]);
  });

  test('an unknown host: 404, no host changed, the paths registered all the same', async () => {
    const site = await startTestSite();
    const words = ['--hosts', `${w1},ncn-w002`, '--kernel', 's3://orphan', '--params', 'p'];
    expect((await bss(site, 'update', ...words)).status).toBe(2);
    expect(await list(site, '--name', w1)).not.toMatchObject([{ params: 'p' }]);
    expect(site.state('bss')).toHaveProperty(['kernels', 's3://orphan']);
    expect((await bss(site, 'update', '--hosts', '', '--params', 'p')).status).toBe(2);
  });

  test('without hosts: nothing, or parameters of the kernel itself', async () => {
    const site = await startTestSite();
    const before = site.state('bss');
    expect((await bss(site, 'update', '--params', 'p')).status).toBe(0);
    expect(site.state('bss')).toEqual(before);
    expect((await bss(site, 'update', '--params', 'p', '--kernel', 's3://k')).status).toBe(0);
    expect(await list(site, '--kernel', 's3://k')).toMatchObject([{ params: 'p', kernel: 's3://k' }]);
  });
});

describe('replace, create, delete', () => {
  test('replace clears what is not given, cloud-init too, and makes unknown hosts', async () => {
    const site = await startTestSite();
    expect((await bss(site, 'replace', '--hosts', `${w1},new,`, '--params', 'p')).status).toBe(0);
    const { entries } = site.state('bss') as { entries: Record<string, unknown> };
    expect([entries[w1], entries['new'], entries['']]).toEqual([{ params: 'p' }, { params: 'p' }, { params: 'p' }]);
  });

  test('create refuses when any host exists', async () => {
    const site = await startTestSite();
    const { status, stderr } = await bss(site, 'create', '--hosts', `new,${w1}`, '--params', 'p');
    expect([status, lastLine(stderr)]).toEqual([2, `Error: Bad Request: Already exists: ${w1}`]);
    expect((await bss(site, 'create', '--hosts', 'new', '--params', 'p')).status).toBe(0);
    expect(await hostsIn(site, '--name', 'new')).toEqual(['new']);
  });

  test('delete takes the known hosts, even when it fails for an unknown one', async () => {
    const site = await startTestSite();
    expect((await bss(site, 'delete', '--hosts', `${w1},none`)).status).toBe(2);
    expect((await bss(site, 'list', '--name', w1)).status).toBe(2);
    expect((await bss(site, 'delete', '--hosts', w2)).status).toBe(0);
  });

  test('what is not modelled is refused loudly', async () => {
    const { status, stderr } = await bss(await startTestSite(), 'list', '--nids', '1');
    expect([status, stderr]).toEqual([70, 'site: cray bss bootparameters list: option --nids is not modelled\n']);
  });
});
