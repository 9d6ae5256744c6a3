import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { siteFor } from '../../../src/site/default-site.js';
import { identifier } from '../../../src/site/identifiers.js';
import type { Behaviour } from '../../../src/site/states.js';
import { lastLine, startTestSite, type TestSite, workerParameters } from './helpers.js';

const url = 'https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git';
const commit = '0123456789abcdef0123456789abcdef01234567';
const layer = { name: 'a', cloneUrl: url, playbook: 'ncn-worker_nodes.yml', commit };

async function update(site: TestSite, body: unknown) {
  writeFileSync(join(site.work, 'file.json'), JSON.stringify(body));
  return site.cray('cfs', 'configurations', 'update', 'new', '--file', 'file.json', '--format', 'json');
}

describe('configurations', () => {
  test('are made, replaced, listed, described and deleted', async () => {
    const site = await startTestSite();
    const made = JSON.parse((await update(site, { layers: [layer] })).stdout);
    expect(made).toEqual({ name: 'new', lastUpdated: expect.stringMatching(/Z$/), layers: [layer] });
    expect((await update(site, { layers: [] })).status).toBe(0);
    expect(await site.json('cfs', 'configurations', 'describe', 'new')).toMatchObject({ layers: [] });
    expect(await site.json('cfs', 'configurations', 'list')).toHaveLength(3);
    expect((await site.cray('cfs', 'v2', 'configurations', 'delete', 'new')).stdout).toBe('\n');
    expect((await site.cray('cfs', 'configurations', 'describe', 'new')).status).toBe(2);
  });

  test('keep branch and commit when the file says branch', async () => {
    const site = await startTestSite();
    const { commit: _, ...rest } = layer;
    const made = JSON.parse((await update(site, { layers: [{ ...rest, branch: 'cray/csm/1.14.7' }] })).stdout);
    expect(made.layers[0]).toMatchObject({
      branch: 'cray/csm/1.14.7',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect((await update(site, { layers: [{ ...rest, branch: 'none' }] })).status).toBe(2);
  });

  test.each([
    ['a placeholder', { layers: [{ ...layer, commit: '<git commit hash>' }] }],
    ['an upper-case commit', { layers: [{ ...layer, commit: commit.toUpperCase() }] }],
    ['commit and branch', { layers: [{ ...layer, branch: 'b' }] }],
    ['neither', { layers: [{ cloneUrl: url, playbook: 'p.yml' }] }],
    ['the spelling of version 3', { layers: [{ clone_url: url, playbook: 'p.yml', commit }] }],
    ['read-only keys', { name: 'new', layers: [layer] }],
    ['more read-only keys', { lastUpdated: 'x', layers: [layer] }],
    ['the same playbook twice', { layers: [layer, { ...layer, name: 'b' }] }],
    ['a list', [layer]],
  ])('with %s are refused', async (_, body) => {
    const site = await startTestSite();
    const { status, stderr } = await update(site, body);
    expect([status, lastLine(stderr)]).toEqual([2, expect.stringMatching(/^Error: Bad Request: /)]);
  });
});

const parts = ['rootfs', 'kernel', 'initrd'] as const;

/** An IMS record whose manifest leads to an image in S3. */
async function source(site: TestSite, prefix = 'k8s/0.3.49'): Promise<string> {
  const { id } = (await site.json('ims', 'images', 'create', '--name', 'source')) as { id: string };
  const artifacts = parts.map((part) => ({
    link: { path: `s3://boot-images/${prefix}/${part}`, type: 's3' },
    md5: 'x',
    type: `application/vnd.cray.image.${part === 'rootfs' ? 'rootfs.squashfs' : part}`,
  }));
  writeFileSync(join(site.work, 'manifest.json'), JSON.stringify({ created: 'x', version: '1.0', artifacts }));
  await site.cray('artifacts', 'create', 'boot-images', `${id}/manifest.json`, 'manifest.json');
  await site.cray(
    'ims',
    'images',
    'update',
    id,
    '--link-type',
    's3',
    '--link-path',
    `s3://boot-images/${id}/manifest.json`,
  );
  return id;
}

const words = (id: string, group = 'Management_Worker', name = 's1') => [
  ...['--name', name, '--configuration-name', 'ncn-image-customization'],
  ...['--target-definition', 'image', '--target-group', group, id],
];
const createSession = (site: TestSite, ...more: string[]) => site.cray('cfs', 'sessions', 'create', ...more);

interface Session {
  readonly status: {
    readonly session: { readonly status: string; readonly succeeded: string };
    readonly artifacts: readonly { readonly image_id: string; readonly result_id: string }[];
  };
}
const look = async (site: TestSite) => (await site.json('cfs', 'sessions', 'describe', 's1')) as Session;

async function finish(site: TestSite): Promise<Session> {
  for (let looks = 0; looks < 3; looks += 1) {
    await look(site);
  }
  return look(site);
}

async function siteWith(outcome: Behaviour['outcome']): Promise<TestSite> {
  const polls = { pending: 1, running: 1, packed: 1 };
  return startTestSite({ ...siteFor(workerParameters), sessions: [{ outcome, polls }] });
}

describe('creating sessions', () => {
  test.each([
    ['a long name', words(identifier('x'), 'g', 'a'.repeat(46)), 'Bad Request'],
    ['an upper-case name', words(identifier('x'), 'g', 'A'), 'Bad Request'],
    ['an empty image', words(''), 'Invalid target'],
    ['no UUID', words('abc'), 'Invalid target'],
    ['no group', words(identifier('x')).slice(0, 6), 'Invalid target'],
    ['an unknown configuration', words(identifier('x')).with(3, 'none'), 'Invalid Configuration'],
  ])('is refused with %s', async (_, given, title) => {
    const { status, stderr } = await createSession(await startTestSite(), ...given);
    expect([status, lastLine(stderr).startsWith(`Error: ${title}: `)]).toEqual([2, true]);
  });

  test('takes a name of 45, but not the same one twice', async () => {
    const site = await startTestSite();
    const given = words(identifier('x'), 'any', 'a'.repeat(45));
    expect((await createSession(site, ...given)).status).toBe(0);
    expect(lastLine((await createSession(site, ...given)).stderr)).toMatch(/^Error: Conflicting session name: /);
  });

  test('takes tags, groups and image maps', async () => {
    const site = await startTestSite();
    const id = await source(site);
    const made = await createSession(
      site,
      ...words(id),
      '--tags',
      'a=b, c=d',
      '--target-image-map',
      id,
      'result',
      '--format',
      'json',
    );
    expect(JSON.parse(made.stdout)).toMatchObject({
      tags: { a: 'b', c: 'd' },
      target: {
        groups: [{ name: 'Management_Worker', members: [id] }],
        image_map: [{ source_id: id, result_name: 'result' }],
      },
      status: { artifacts: [], session: { status: 'pending', succeeded: 'none', completionTime: null } },
    });
    expect(JSON.parse(made.stdout)).not.toHaveProperty('site');
    await finish(site);
    expect(await site.json('ims', 'images', 'list')).toMatchObject([{ name: 'source' }, { name: 'result' }]);
    expect((await createSession(site, ...words(id, 'g', 's2'), '--tags', 'x')).status).toBe(1);
  });
});

describe('a session', () => {
  test('goes on with each look; artifacts come before it is complete', async () => {
    const site = await startTestSite();
    const id = await source(site);
    await createSession(site, ...words(id));
    const seen = [await look(site), await look(site), await look(site), await look(site)];
    expect(
      seen.map(({ status }) => [status.session.status, status.session.succeeded, status.artifacts.length]),
    ).toEqual([
      ['pending', 'none', 0],
      ['running', 'none', 0],
      ['running', 'none', 1],
      ['complete', 'true', 1],
    ]);
    const [artifact] = seen[3]?.status.artifacts ?? [];
    const result = (await site.json('ims', 'images', 'describe', artifact?.result_id ?? '')) as object;
    expect(result).toMatchObject({
      name: 'source_cfs_s1',
      link: { type: 's3', path: `s3://boot-images/${artifact?.result_id}/manifest.json` },
    });
  });

  const contents = (site: TestSite, prefix: string) => {
    const { buckets } = site.state('s3') as { buckets: Record<string, Record<string, { content: string }>> };
    return parts.map((part) => buckets['boot-images']?.[`${prefix}/${part}`]?.content);
  };

  test.each([
    ['Management_Worker', [false, true, false]],
    ['Management_Master', [true, true, true]],
    ['No_Such_Group', [true, true, true]],
  ])('for %s changes what its plays reach', async (group, same) => {
    const site = await startTestSite();
    await createSession(site, ...words(await source(site), group));
    const { status } = await finish(site);
    expect(status.session).toMatchObject({ status: 'complete', succeeded: 'true' });
    const before = contents(site, 'k8s/0.3.49');
    const after = contents(site, status.artifacts[0]?.result_id ?? '');
    expect(after.map((content, index) => content === before[index])).toEqual(same);
  });

  test('for masters changes the root file system, but not the initrd: that play is for workers', async () => {
    const image = { ...workerParameters.image, nodeType: 'master' } as const;
    const site = await startTestSite(siteFor({ ...workerParameters, image }));
    await createSession(site, ...words(await source(site), 'Management_Master'));
    const { status } = await finish(site);
    const [before, after] = [contents(site, 'k8s/0.3.49'), contents(site, status.artifacts[0]?.result_id ?? '')];
    expect(after.map((content, index) => content === before[index])).toEqual([false, true, true]);
  });

  test.each<[Behaviour['outcome'], string, string, number]>([
    ['failed', 'complete', 'false', 0],
    ['unknown', 'complete', 'unknown', 0],
    ['no-artifacts', 'complete', 'true', 0],
    ['extra-artifacts', 'complete', 'true', 2],
    ['repeated-artifacts', 'complete', 'true', 2],
    ['two-results', 'complete', 'true', 2],
    ['unmodified', 'complete', 'true', 1],
    ['stuck-pending', 'pending', 'none', 0],
    ['stuck-running', 'running', 'none', 0],
  ])('that is to be %s', async (outcome, status, succeeded, count) => {
    const site = await siteWith(outcome);
    await createSession(site, ...words(await source(site)));
    const session = await finish(site);
    expect(session.status.session).toMatchObject({ status, succeeded });
    expect(session.status.artifacts).toHaveLength(count);
  });

  test('may be deleted while it runs', async () => {
    const site = await siteWith('deleted-while-running');
    await createSession(site, ...words(await source(site)));
    await look(site);
    await look(site);
    expect((await site.cray('cfs', 'sessions', 'describe', 's1')).status).toBe(2);
  });

  test('stays pending for ever when IMS does not know the image', async () => {
    const site = await startTestSite();
    await createSession(site, ...words(identifier('unknown')));
    expect((await finish(site)).status.session.status).toBe('pending');
  });

  test('fails when the image has no link, or the playbook is not there', async () => {
    const site = await startTestSite();
    const { id } = (await site.json('ims', 'images', 'create', '--name', 'bare')) as { id: string };
    await createSession(site, ...words(id));
    expect((await finish(site)).status).toMatchObject({
      session: { status: 'complete', succeeded: 'false' },
      artifacts: [],
    });
    const other = await startTestSite();
    other.edit('cfs', (text) => text.replaceAll('ncn-initrd.yml', 'none.yml'));
    await createSession(other, ...words(await source(other)));
    expect((await finish(other)).status.session.succeeded).toBe('false');
  });

  test('goes away with delete and deleteall; the latter takes what is complete', async () => {
    const site = await startTestSite();
    const id = await source(site);
    await createSession(site, ...words(id));
    await finish(site);
    await createSession(site, ...words(id, 'g', 's2'));
    expect((await site.cray('cfs', 'sessions', 'deleteall')).stdout).toBe('\n');
    expect(await site.json('cfs', 'sessions', 'list')).toMatchObject([{ name: 's2' }]);
    expect((await site.cray('cfs', 'sessions', 'delete', 's2')).status).toBe(0);
    expect((await site.cray('cfs', 'sessions', 'delete', 's2')).status).toBe(2);
  });

  test('behaves as the next in the row, the last one again and again', async () => {
    const polls = { pending: 0, running: 0, packed: 0 };
    const sessions = [{ outcome: 'failed', polls } as const, { outcome: 'success', polls } as const];
    const site = await startTestSite({ ...siteFor(workerParameters), sessions });
    const id = await source(site);
    const results: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      await createSession(site, ...words(id, 'Management_Worker', name));
      const session = (await site.json('cfs', 'sessions', 'describe', name)) as Session;
      results.push(session.status.session.succeeded);
    }
    expect(results).toEqual(['false', 'true', 'true']);
  });
});
