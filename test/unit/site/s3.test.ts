import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { md5 } from '../../../src/site/identifiers.js';
import { startTestSite, type TestSite } from './helpers.js';

const s3 = (site: TestSite, ...words: string[]) => site.cray('artifacts', ...words);
const describeObject = async (site: TestSite, key: string) =>
  ((await site.json('artifacts', 'describe', 'boot-images', key)) as { artifact: Record<string, unknown> }).artifact;

describe('get', () => {
  test('writes the object as the umask of the caller says', async () => {
    const site = await startTestSite();
    const script = 'umask 077; cray artifacts get boot-images k8s/0.3.49/rootfs ./got';
    expect(await site.bash(script)).toMatchObject({ status: 0, stdout: '\n', stderr: '' });
    const file = join(site.work, 'got');
    expect(md5(readFileSync(file))).toBe(
      ((await describeObject(site, 'k8s/0.3.49/rootfs'))['Metadata'] as { md5sum: string }).md5sum,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(site.work)).toEqual(['got']);
  });

  test('leaves an old file untouched when it fails', async () => {
    const site = await startTestSite();
    writeFileSync(join(site.work, 'got'), 'old');
    expect((await s3(site, 'get', 'boot-images', 'none', 'got')).status).toBe(1);
    expect(readFileSync(join(site.work, 'got'), 'utf8')).toBe('old');
  });

  test('cut: no file; killed: the temporary file stays; damaged: the size is right', async () => {
    const site = await startTestSite();
    site.fault('cray artifacts get=drop-mid', 'cray artifacts get#2=garbage');
    const get = (file: string) => s3(site, 'get', 'boot-images', 'k8s/0.3.49/rootfs', file);
    expect((await get('cut')).status).toBe(1);
    expect(existsSync(join(site.work, 'cut'))).toBe(false);
    expect(await get('damaged')).toMatchObject({ status: 0, stdout: '\n' });
    const object = await describeObject(site, 'k8s/0.3.49/rootfs');
    const damaged = readFileSync(join(site.work, 'damaged'));
    expect(damaged).toHaveLength(Number(object['ContentLength']));
    expect(`"${md5(damaged)}"`).not.toBe(object['ETag']);
  });
});

describe('create', () => {
  test('keeps content, ETag and md5sum, also of what is no text', async () => {
    const site = await startTestSite();
    const content = Buffer.from([0, 255, 10, 128]);
    writeFileSync(join(site.work, 'file'), content);
    expect(await site.json('artifacts', 'create', 'boot-images', 'a/b', 'file')).toEqual({
      artifact: 'a/b',
      Key: 'a/b',
    });
    expect(await describeObject(site, 'a/b')).toMatchObject({
      ContentLength: 4,
      ETag: `"${md5(content)}"`,
      Metadata: { md5sum: md5(content) },
    });
    await s3(site, 'get', 'boot-images', 'a/b', 'again');
    expect(readFileSync(join(site.work, 'again'))).toEqual(content);
  });

  test('leaves an empty object when the upload fails after the first half', async () => {
    const site = await startTestSite();
    writeFileSync(join(site.work, 'file'), 'new');
    site.fault('cray artifacts create=drop-mid');
    expect((await s3(site, 'create', 'boot-images', 'k8s/0.3.49/kernel', 'file')).status).toBe(1);
    expect(await describeObject(site, 'k8s/0.3.49/kernel')).toMatchObject({ ContentLength: 0, Metadata: {} });
  });

  test('tells a missing file on stdout', async () => {
    const site = await startTestSite();
    expect(await s3(site, 'create', 'boot-images', 'k', 'none')).toMatchObject({
      status: 1,
      stdout: 'Error: File none does not exist\n',
      stderr: '',
    });
  });
});

test('list tells every object; delete takes one away', async () => {
  const site = await startTestSite();
  const keys = async () =>
    ((await site.json('artifacts', 'list', 'boot-images')) as { artifacts: { Key: string }[] }).artifacts.map(
      ({ Key }) => Key,
    );
  expect(await keys()).toEqual(
    ['ceph/0.4.57', 'k8s/0.3.49'].flatMap((p) => ['initrd', 'kernel', 'rootfs'].map((x) => `${p}/${x}`)),
  );
  expect(await s3(site, 'delete', 'boot-images', 'k8s/0.3.49/rootfs')).toMatchObject({ status: 0, stdout: '\n' });
  expect(await keys()).toHaveLength(5);
  expect((await s3(site, 'delete', 'boot-images', 'k8s/0.3.49/rootfs')).status).toBe(1);
});
