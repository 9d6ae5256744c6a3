import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTestSite, type TestSite } from './helpers.js';

const host = 'api-gw-service-nmn.local';
const path = 'vcs/cray/csm-config-management.git';
const url = `https://${host}/${path}`;
const good = `https://crayvcs:vcs-password-of-the-site@${host}/${path}`;
const branch = 'refs/heads/cray/csm/1.14.7';

describe('ls-remote', () => {
  test('with credentials in the URL', async () => {
    const { stdout, status } = await (await startTestSite()).call('git', ['ls-remote', good, branch]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^[0-9a-f]{40}\trefs\/heads\/cray\/csm\/1\.14\.7\n$/)]);
  });

  test('matches the end of names; nothing found is no error unless asked', async () => {
    const site = await startTestSite();
    const count = async (...words: string[]) =>
      (await site.call('git', ['ls-remote', ...words])).stdout.split('\n').length - 1;
    expect(await count(good)).toBe(2);
    expect(await count('--heads', good)).toBe(1);
    expect(await count(good, '1.14.7')).toBe(1);
    expect(await count(good, '14.7')).toBe(0);
    expect(await count(good, 'refs/heads/cray/*')).toBe(1);
    expect(await site.call('git', ['ls-remote', good, 'none'])).toMatchObject({ status: 0, stdout: '' });
    expect((await site.call('git', ['ls-remote', '--exit-code', good, 'none'])).status).toBe(2);
  });

  test.each([
    [`https://crayvcs:wrong@${host}/${path}`, 128, `fatal: Authentication failed for '${url}/'\n`],
    [`https://crayvcs:vcs%2Dpassword-of-the-site@${host}/${path}`, 0, ''],
    [`https://crayvcs:%41@${host}/${path}`, 128, `fatal: Authentication failed for '${url}/'\n`],
    [`https://u:p@ss@${host}/${path}`, 128, /'https:\/\/ss@.*URL using bad\/illegal format/],
    [`https://u:p/ss@${host}/${path}`, 128, /'https:\/\/u:p\/ss@.*URL using bad\/illegal format/],
    [`https://u:p#s@${host}/${path}`, 128, /URL using bad\/illegal format/],
    [`https://u:p?s@${host}/${path}`, 128, /URL using bad\/illegal format/],
    [
      `https://crayvcs:vcs-password-of-the-site@${host}/vcs/none.git`,
      128,
      `fatal: repository 'https://${host}/vcs/none.git/' not found\n`,
    ],
    [
      'https://none.local/x.git',
      128,
      "fatal: unable to access 'https://none.local/x.git/': Could not resolve host: none.local\n",
    ],
    ['ssh://x/y', 128, /does not appear to be a git repository/],
  ])('%s', async (address, status, stderr) => {
    const ended = await (await startTestSite()).call('git', ['ls-remote', address, branch]);
    expect(ended.status).toBe(status);
    expect(ended.stderr).toMatch(stderr);
  });

  test('refuses what it does not know', async () => {
    const site = await startTestSite();
    expect((await site.call('git', ['ls-remote', '--what', good])).status).toBe(129);
    expect(await site.call('git', ['push'])).toMatchObject({ status: 70, stderr: 'site: git push is not modelled\n' });
  });
});

describe('credentials', () => {
  const helper = `!f() { echo "$*" >> asked; cat >> asked; printf 'username=%s\\npassword=%s\\n' "$VCS_USER" "$VCS_PASS"; }; f`;
  const env = { VCS_USER: 'crayvcs', VCS_PASS: 'vcs-password-of-the-site', GIT_TERMINAL_PROMPT: '0' };
  const list = (site: TestSite, words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    site.run('git', [...words, 'ls-remote', url, branch], { env: { ...env, ...more } });
  const asked = (site: TestSite) => readFileSync(join(site.work, 'asked'), 'utf8');

  test('come from a helper, which is told what came of them', async () => {
    const site = await startTestSite();
    const ended = await list(site, ['-c', 'credential.helper=', '-c', `credential.helper=${helper}`]);
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expect(asked(site)).toMatch(new RegExp(`^get\nprotocol=https\nhost=${host}\n\n*store\n`));
    expect((await list(site, ['-c', `credential.helper=${helper}`], { VCS_PASS: 'no' })).status).toBe(128);
    expect(asked(site)).toMatch(/erase\n/);
  });

  test('with anything in them', async () => {
    const site = await startTestSite();
    const password = `a'b"c\\$d e@/#?%41\``;
    site.edit('vcs', (text) => JSON.stringify({ ...JSON.parse(text), password }));
    expect((await list(site, ['-c', `credential.helper=${helper}`], { VCS_PASS: password })).status).toBe(0);
  });

  test('from no helper before an empty one', async () => {
    const site = await startTestSite();
    const ended = await list(site, ['-c', `credential.helper=${helper}`, '-c', 'credential.helper=']);
    expect(ended).toMatchObject({
      status: 128,
      stderr: `fatal: could not read Username for 'https://${host}': terminal prompts disabled\n`,
    });
  });

  test('come from the environment of git', async () => {
    const site = await startTestSite();
    const settings = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'credential.helper', GIT_CONFIG_VALUE_0: helper };
    expect((await list(site, [], settings)).status).toBe(0);
  });

  test('come from an askpass program', async () => {
    const site = await startTestSite();
    const script = `#!/bin/bash\\necho "$1" >> prompts\\ncase $1 in User*) echo crayvcs ;; *) echo vcs-password-of-the-site ;; esac\\n`;
    await site.bash(`printf '${script}' > askpass; chmod +x askpass`);
    expect((await list(site, [], { GIT_ASKPASS: join(site.work, 'askpass') })).status).toBe(0);
    expect(readFileSync(join(site.work, 'prompts'), 'utf8')).toBe(
      `Username for 'https://${host}': \nPassword for 'https://crayvcs@${host}': \n`,
    );
  });

  test('are missing', async () => {
    const site = await startTestSite();
    expect((await list(site, [], { GIT_TERMINAL_PROMPT: '1' })).stderr).toMatch(/No such device or address\n$/);
    expect((await site.call('git', ['ls-remote', `https://crayvcs@${host}/${path}`], env)).stderr).toBe(
      `fatal: could not read Password for 'https://crayvcs@${host}': terminal prompts disabled\n`,
    );
  });
});

describe('clone', () => {
  test('writes the files of the branch, and keeps the password, as git does', async () => {
    const site = await startTestSite();
    const ended = await site.call('git', ['clone', '-q', '--depth', '1', '--branch', 'cray/csm/1.14.7', good]);
    expect(ended.status).toBe(0);
    const read = (file: string) => readFileSync(join(site.work, 'csm-config-management', file), 'utf8');
    expect(read('ncn-initrd.yml')).toMatch(/hosts: Management_Worker\n/);
    expect(read('.git/config')).toContain('vcs-password-of-the-site');
    const head = await site.call('git', ['-C', 'csm-config-management', 'rev-parse', '--verify', 'HEAD']);
    const listed = await site.call('git', ['ls-remote', good, branch]);
    expect(listed.stdout).toBe(`${head.stdout.trim()}\t${branch}\n`);
    expect((await site.call('git', ['clone', good])).status).toBe(128);
    expect((await site.call('git', ['clone', '-b', 'none', good, 'x'])).status).toBe(128);
    expect((await site.call('git', ['rev-parse', 'HEAD'])).status).toBe(128);
  });
});

test('the version', async () => {
  expect((await (await startTestSite()).call('git', ['--version'])).stdout).toMatch(/^git version /);
});
