import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lastLine, startTestSite, type TestSite } from './helpers.js';

interface Image {
  readonly id: string;
  readonly link: { readonly path: string } | null;
}

const ims = (site: TestSite, ...words: string[]) => site.cray('ims', 'images', ...words);
const create = async (site: TestSite, name: string) =>
  (await site.json('ims', 'images', 'create', '--name', name)) as Image;

/** A manifest of the original k8s image, changed where the test wants. */
function manifest(change: object = {}, prefix = 'k8s/0.3.49'): string {
  const artifact = (part: string, type: string) => ({
    link: { path: `s3://boot-images/${prefix}/${part}`, type: 's3' },
    md5: 'x',
    type: `application/vnd.cray.image.${type}`,
  });
  const artifacts = [artifact('rootfs', 'rootfs.squashfs'), artifact('kernel', 'kernel'), artifact('initrd', 'initrd')];
  return JSON.stringify({ created: 'x', version: '1.0', artifacts, ...change });
}

async function upload(site: TestSite, id: string, text: string): Promise<string> {
  writeFileSync(join(site.work, 'manifest.json'), text);
  await site.cray('artifacts', 'create', 'boot-images', `${id}/manifest.json`, 'manifest.json');
  return `s3://boot-images/${id}/manifest.json`;
}

const link = (site: TestSite, id: string, path: string, type = 's3') =>
  ims(site, 'update', id, '--link-type', type, '--link-path', path);

describe('records', () => {
  test('are made with names that need not be free', async () => {
    const site = await startTestSite();
    const first = await create(site, 'same');
    const second = await create(site, 'same');
    expect(first.id).not.toBe(second.id);
    expect(first).toMatchObject({ name: 'same', arch: 'x86_64', link: null, metadata: {} });
    expect(await site.json('ims', 'images', 'list')).toHaveLength(2);
    expect(await site.json('ims', 'images', 'describe', first.id)).toEqual(first);
  });

  test('have the same identifiers on the same site', async () => {
    const [one, other] = [await startTestSite(), await startTestSite()];
    expect((await create(one, 'a')).id).toBe((await create(other, 'a')).id);
  });

  test('need a name', async () => {
    const { status, stderr } = await ims(await startTestSite(), 'create', '--name', '');
    expect([status, lastLine(stderr)]).toEqual([2, expect.stringMatching(/^Error: Unprocessable Entity: /)]);
  });
});

describe('links', () => {
  test('are set, and may be set to the same again', async () => {
    const site = await startTestSite();
    const { id } = await create(site, 'a');
    const path = await upload(site, id, manifest());
    expect((await link(site, id, path)).status).toBe(0);
    expect((await link(site, id, path)).status).toBe(0);
    expect(await site.json('ims', 'images', 'describe', id)).toMatchObject({ link: { path, type: 's3' } });
  });

  test('once set, lead to a conflict with another, and with the same after a restart', async () => {
    const site = await startTestSite();
    const { id } = await create(site, 'a');
    const path = await upload(site, id, manifest());
    await link(site, id, path);
    const elsewhere = await upload(site, 'other', manifest());
    expect(lastLine((await link(site, id, elsewhere)).stderr)).toMatch(/^Error: Conflict: /);
    site.edit('ims', (text) => text.replace('"type": "s3"', '"etag": "", "type": "s3"'));
    expect(lastLine((await link(site, id, path)).stderr)).toMatch(/^Error: Conflict: /);
  });

  test.each(['', 'no JSON', '{}', '[]'])('to the useless manifest %j are taken', async (text) => {
    const site = await startTestSite();
    const { id } = await create(site, 'a');
    expect((await link(site, id, await upload(site, id, text))).status).toBe(0);
  });

  test.each([
    ['a wrong version', manifest({ version: '2.0' }), 'Unprocessable Entity'],
    ['no root file system', manifest({ artifacts: [] }), 'Bad Request'],
    ['an artifact that is not there', manifest({}, 'k8s/none'), 'Unprocessable Entity'],
  ])('to a manifest with %s are refused', async (_, text, title) => {
    const site = await startTestSite();
    const { id } = await create(site, 'a');
    const { status, stderr } = await link(site, id, await upload(site, id, text));
    expect([status, lastLine(stderr).startsWith(`Error: ${title}: `)]).toEqual([2, true]);
    expect(await site.json('ims', 'images', 'describe', id)).toMatchObject({ link: null });
  });

  test('are refused without manifest, with another type, when used by another record, and by halves', async () => {
    const site = await startTestSite();
    const [{ id }, other] = [await create(site, 'a'), await create(site, 'b')];
    expect((await link(site, id, 's3://boot-images/none')).status).toBe(2);
    const path = await upload(site, id, manifest());
    expect((await link(site, id, path, 'S3')).status).toBe(2);
    expect((await ims(site, 'update', id, '--link-path', path)).status).toBe(2);
    expect((await ims(site, 'update', id, '--link-type', 's3')).status).toBe(2);
    await link(site, id, path);
    expect((await link(site, other.id, path)).status).toBe(2);
  });
});

test('deleting a record moves the shared originals away, undelete brings them back', async () => {
  const site = await startTestSite();
  const { id } = await create(site, 'a');
  await link(site, id, await upload(site, id, manifest()));
  expect(await ims(site, 'delete', id)).toMatchObject({ status: 0, stdout: '\n' });
  expect((await ims(site, 'describe', id)).status).toBe(2);
  const head = (key: string) => site.cray('artifacts', 'describe', 'boot-images', key);
  expect((await head('k8s/0.3.49/rootfs')).status).toBe(1);
  expect((await head('deleted/k8s/0.3.49/rootfs')).status).toBe(0);
  expect(await site.json('ims', 'deleted', 'images', 'list')).toMatchObject([{ id }]);
  expect((await site.cray('ims', 'deleted', 'images', 'update', id, '--operation', 'undelete')).status).toBe(0);
  expect((await head('k8s/0.3.49/rootfs')).status).toBe(0);
  expect((await ims(site, 'describe', id)).status).toBe(0);
});
