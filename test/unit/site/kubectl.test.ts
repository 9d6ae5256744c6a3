import { expect, test } from 'vitest';
import { startTestSite } from './helpers.js';

const base = ['get', 'secret', '-n', 'services', 'vcs-user-credentials'];
const username = Buffer.from('crayvcs').toString('base64');

test.each([
  [[...base, '--template={{.data.vcs_username}}'], username],
  [[...base, '--template', '{{ .data.vcs_username }}'], username],
  [[...base, '-o', 'go-template={{.data.vcs_username}}'], username],
  [[...base, '--template={{.data.none}}'], '<no value>'],
  [[...base, '--template={{.data.constructor}}'], '<no value>'],
  [[...base, '-o', 'jsonpath={.data.vcs_username}'], username],
  [[...base, '-ojsonpath={.data.none}'], ''],
  [['get', 'secret/vcs-user-credentials', '--namespace=services', '-o', 'name'], 'secret/vcs-user-credentials\n'],
])('%j', async (words, stdout) => {
  expect(await (await startTestSite()).call('kubectl', words)).toMatchObject({ status: 0, stdout });
});

test('prints the whole secret', async () => {
  const { stdout } = await (await startTestSite()).call('kubectl', [...base, '-o', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'Secret', data: { vcs_username: username } });
});

test.each([
  [
    ['get', 'secret', 'vcs-user-credentials'],
    1,
    'Error from server (NotFound): secrets "vcs-user-credentials" not found\n',
  ],
  [[...base, '-o', 'xml'], 1, /unable to match a printer/],
  [[...base, '--template={{range .data}}'], 1, /error parsing template/],
  [[...base, '--templte=x'], 1, /unknown flag: --templte/],
  [[...base, '-o'], 1, /flag needs an argument/],
  [['get', 'pods'], 70, /not modelled/],
  [['delete', 'secret'], 70, /not modelled/],
  [[], 70, /not modelled/],
])('refuses %j', async (words, status, stderr) => {
  const ended = await (await startTestSite()).call('kubectl', words);
  expect(ended).toMatchObject({ status, stdout: '' });
  expect(ended.stderr).toMatch(stderr);
});
