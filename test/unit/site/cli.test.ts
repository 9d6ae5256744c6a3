import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lastLine, startTestSite } from './helpers.js';

/** One row per line of the table of exit codes: what is done first, the call, its status and last line. */
const rows: readonly (readonly [string, string, string, number, string | RegExp])[] = [
  ['a problem body', '', 'cray ims images describe x', 2, /^Error: Not Found: Requested resource does not exist/],
  [
    'the gateway',
    'cray ims=error:503',
    'cray ims images list',
    2,
    'Error: Error received from server: 503 Service Unavailable',
  ],
  [
    'the gateway 401',
    'cray bss=error:401',
    'cray bss bootparameters list',
    2,
    'Error: Error received from server: 401 Unauthorized',
  ],
  [
    'the gateway 504',
    'cray ims=error:504',
    'cray ims images list',
    2,
    'Error: Error received from server: 504 Gateway Timeout',
  ],
  ['dropped', 'cray ims=drop-before', 'cray ims images list', 2, '\tcray config set core hostname=cray_hostname'],
  ['no such option', '', 'cray ims images list --nme x', 2, 'Error: no such option: --nme'],
  [
    'abbreviated option',
    '',
    'cray bss bootparameters list --host x',
    2,
    'Error: no such option: --host  Did you mean --hosts?',
  ],
  ['option of a group', '', 'cray --format json ims images list', 2, 'Error: no such option: --format'],
  ['short option', '', 'cray ims images list -x', 2, 'Error: no such option: -x'],
  ['missing argument', '', 'cray artifacts get boot-images k', 2, "Error: Missing argument 'FILEPATH'."],
  ['missing option', '', 'cray ims images create', 2, "Error: Missing option '--name'."],
  ['missing value', '', 'cray ims images create --name', 2, 'Error: --name option requires an argument'],
  [
    'missing second value',
    '',
    'cray cfs sessions create --target-group a',
    2,
    'Error: --target-group option requires 2 arguments',
  ],
  ['flag with value', '', 'cray ims images list --quiet=1', 2, 'Error: --quiet option does not take a value'],
  ['extra argument', '', 'cray ims images list a', 2, 'Error: Got unexpected extra argument (a)'],
  ['extra arguments', '', 'cray ims images list a b', 2, 'Error: Got unexpected extra arguments (a b)'],
  ['unknown command', '', 'cray ims images lst', 2, "Error: No such command 'lst'."],
  [
    'bad choice',
    '',
    'cray ims images list --format xml',
    2,
    "Error: Invalid value for '--format': invalid choice: xml. (choose from json, toml, yaml)",
  ],
  ['bad HSM type', '', 'cray hsm state components list --type node', 2, /^Error: Invalid value for '--type'/],
  [
    'bad integer',
    '',
    'cray cfs sessions create --ansible-verbosity x',
    2,
    "Error: Invalid value for '--ansible-verbosity': x is not a valid integer",
  ],
  [
    'unknown configuration',
    '',
    'cray ims images list --configuration x',
    2,
    'Error: No configuration exists. Run `cray init --configuration x`',
  ],
  ['bad token file', '', 'cray ims images list --token none', 2, 'Error: Unable to open token file, is it valid JSON?'],
  [
    'S3 404',
    '',
    'cray artifacts describe boot-images no',
    1,
    'An error occurred (404) when calling the HeadObject operation: Not Found',
  ],
  [
    'S3 bucket',
    '',
    'cray artifacts describe no no',
    1,
    'An error occurred (404) when calling the HeadObject operation: Not Found',
  ],
  [
    'S3 403',
    'cray artifacts=error:403',
    'cray artifacts get boot-images k8s/0.3.49/rootfs x',
    1,
    'An error occurred (403) when calling the HeadObject operation: Forbidden',
  ],
  [
    'S3 no bucket',
    '',
    'cray artifacts list no',
    1,
    'An error occurred (NoSuchBucket) when calling the ListObjects operation: Unknown',
  ],
  [
    'STS',
    'cray artifacts=error:503',
    'cray artifacts list boot-images',
    2,
    'Error: Error received from server: 503 Service Unavailable',
  ],
  ['missing --file', '', 'cray cfs configurations update x --file none', 1, /^FileNotFoundError: /],
  ['bad JSON', '', 'cray cfs configurations update x --file bad.json', 1, /^json.decoder.JSONDecodeError: /],
  ['neither file nor branches', '', 'cray cfs configurations update x', 1, /^Exception: Either --file/],
  ['unwritable target', '', 'cray artifacts get boot-images k8s/0.3.49/rootfs none/x', 1, /^FileNotFoundError: /],
  [
    'upload failure',
    'cray artifacts=drop-mid',
    'cray artifacts create boot-images k bad.json',
    1,
    /^boto3.exceptions.S3UploadFailedError: /,
  ],
  ['buckets list', '', 'cray artifacts buckets list', 1, /^botocore.exceptions.InvalidRegionError: /],
];

describe('exit codes', () => {
  test.each(rows)('%s', async (_, fault, line, status, last) => {
    const site = await startTestSite();
    writeFileSync(join(site.work, 'bad.json'), '{ "layers": [], } // no');
    site.fault(...(fault === '' ? [] : [fault]));
    const ended = await site.cray(...line.split(' ').slice(1));
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(lastLine(ended.stderr)).toEqual(typeof last === 'string' ? last : expect.stringMatching(last));
    expect(ended.stderr.startsWith('Usage: cray')).toBe(status === 2);
  });

  test.each([
    ['not-initialised', 'Error: No configuration exists. Run `cray init`'],
    ['expired', 'Error: Error received from server: 401 Unauthorized'],
    ['refresh-refused', '\t`cray ims images list --token ./my_token`'],
    ['insecure', "Error: You've configured your cray hostname with http. Please reconfigure for https."],
  ])('a login that is %s', async (login, last) => {
    const site = await startTestSite();
    site.edit('settings', (text) => text.replace('"login": "valid"', `"login": "${login}"`));
    const { status, stderr } = await site.cray('ims', 'images', 'list');
    expect([status, lastLine(stderr)]).toEqual([2, last]);
  });

  test('the hint is there for what click checks itself', async () => {
    const site = await startTestSite();
    const { stderr } = await site.cray('ims', 'images', 'list', '--x');
    expect(stderr).toBe(
      "Usage: cray ims images list [OPTIONS]\nTry 'cray ims images list -h' for help.\n\nError: no such option: --x\n",
    );
  });
});

describe('output', () => {
  test('is TOML unless told otherwise', async () => {
    const site = await startTestSite();
    expect((await site.cray('ims', 'images', 'list')).stdout).toBe('results = []\n\n');
    const made = await site.cray('ims', 'images', 'create', '--name', 'a "b"');
    expect(made.stdout).toMatch(/^id = "[0-9a-f-]{36}"\nname = "a \\"b\\""\n/);
    expect(made.stdout).not.toContain('link');
    expect((await site.cray('ims', 'images', 'list')).stdout).toMatch(/^\[\[results\]\]\nid = /);
    expect((await site.cray('ims', 'images', 'list', '--format', 'yaml')).stdout).toMatch(/^- id: /);
  });

  test('is an empty line without a body', async () => {
    const site = await startTestSite();
    const words = 'bss bootparameters update --hosts x3000c0s7b0n0 --params x --format json'.split(' ');
    expect(await site.cray(...words)).toMatchObject({ stdout: '\n', stderr: '', status: 0 });
  });

  test('has the request in front with -vv', async () => {
    const site = await startTestSite();
    expect((await site.cray('ims', 'images', 'list', '--format', 'json', '-v')).stdout).toBe('[]\n');
    expect((await site.cray('ims', 'images', 'list', '--format', 'json', '-vv')).stdout).toBe(
      'REQUEST: GET to https://api-gw-service-nmn.local/apis/ims/v3/images\n[]\n',
    );
    expect((await site.cray('ims', 'images', 'list', '--format', 'json', '-vv', '--quiet')).stdout).toBe('[]\n');
  });

  test('escapes what is not ASCII, as Python does', async () => {
    const site = await startTestSite();
    const { stdout } = await site.cray('ims', 'images', 'create', '--name', 'é🚀', '--format', 'json');
    expect(stdout).toContain('"\\u00e9\\ud83d\\ude80"');
  });

  test('tells the version, and helps', async () => {
    const site = await startTestSite();
    expect((await site.cray('--version')).stdout).toMatch(/^cray, version [0-9.]+\n$/);
    for (const words of [[], ['bss'], ['bss', '--help'], ['bss', 'bootparameters', 'list', '--help']]) {
      expect(await site.cray(...words)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: cray/) });
    }
  });
});

describe('the environment', () => {
  test('sets options', async () => {
    const site = await startTestSite();
    const run = (env: Record<string, string>, ...words: string[]) => site.call('cray', words, env);
    expect((await run({ CRAY_FORMAT: 'json' }, 'ims', 'images', 'list')).stdout).toBe('[]\n');
    expect((await run({ CRAY_FORMAT: '' }, 'ims', 'images', 'list')).status).toBe(2);
    const filtered = await run(
      { CRAY_BSS_BOOTPARAMETERS_LIST_HOSTS: 'x3000c0s7b0n0', CRAY_FORMAT: 'json' },
      ...['bss', 'bootparameters', 'list'],
    );
    expect(JSON.parse(filtered.stdout)).toHaveLength(1);
    expect((await run({ CRAY_CREDENTIALS: 'none' }, 'ims', 'images', 'list')).status).toBe(2);
    expect((await run({ CRAY_CONFIG: 'none' }, 'ims', 'images', 'list')).status).toBe(2);
  });

  test('leads to another configuration folder', async () => {
    const site = await startTestSite();
    const run = () => site.call('cray', ['ims', 'images', 'list'], { CRAY_CONFIG_DIR: site.work });
    expect((await run()).status).toBe(2);
    mkdirSync(join(site.work, '.config/cray/configurations'), { recursive: true });
    writeFileSync(join(site.work, '.config/cray/configurations/default'), '');
    expect((await run()).status).toBe(0);
  });
});

test('init and auth login make the login good', async () => {
  const site = await startTestSite();
  site.edit('settings', (text) => text.replace('"login": "valid"', '"login": "not-initialised"'));
  expect(await site.cray('init', '--hostname', 'api-gw-service-nmn.local', '--no-auth')).toMatchObject({ status: 0 });
  expect((await site.cray('ims', 'images', 'list')).status).toBe(2);
  expect((await site.cray('auth', 'login', '--username', 'u', '--password', 'p')).stdout).toMatch(/^Success!\n/);
  expect((await site.cray('ims', 'images', 'list')).status).toBe(0);
});
