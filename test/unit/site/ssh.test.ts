import { describe, expect, test } from 'vitest';
import { splitRemoteWords } from '../../../src/site/remote-words.js';
import { startTestSite } from './helpers.js';

const documented = String.raw`'s#\(^.*[[:space:]]\|^\)metal[.]server=[^[:space:]]*/boot-images/\([^[:space:]]\+\)/rootfs.*#\2#'`;

describe('ssh', () => {
  test.each([
    [['ncn-w001', 'cat', '/etc/cray/xname'], 0, 'x3000c0s7b0n0\n'],
    [
      ['-n', '-o', 'BatchMode=yes', '-oConnectTimeout=3', '-qT', 'root@ncn-w001', 'cat /etc/cray/xname'],
      0,
      'x3000c0s7b0n0\n',
    ],
    [['ncn-w001.nmn', 'hostname'], 0, 'ncn-w001\n'],
    [['ncn-w001', 'sed', documented, '/proc/cmdline'], 0, 'k8s/0.3.49\n'],
    [['ncn-s002', 'sed', documented, '/proc/cmdline'], 0, 'ceph/0.4.57\n'],
    [['ncn-w001', 'cat', '/none'], 1, ''],
    [['ncn-w001', 'true'], 0, ''],
  ])('%j', async (words, status, stdout) => {
    expect(await (await startTestSite()).call('ssh', words)).toMatchObject({ status, stdout });
  });

  test.each([
    [['ncn-w001', 'reboot'], 127, 'bash: line 1: reboot: command not found\n'],
    [['ncn-w001', 'cat /etc/cray/xname; reboot'], 127, /only simple commands/],
    [['ncn-w001', 'sed', "'s/x/y/e'", '/proc/cmdline'], 1, /sandbox/],
    [['ncn-w999', 'true'], 255, 'ssh: Could not resolve hostname ncn-w999: Name or service not known\n'],
    [['constructor', 'true'], 255, /Could not resolve/],
    [['-o', 'No=1', 'ncn-w001', 'true'], 255, 'command-line: line 0: Bad configuration option: no\n'],
    [['-z', 'ncn-w001', 'true'], 255, /^unknown option -- z\n/],
    [[], 255, /^usage: ssh/],
    [['ncn-w001'], 70, /^site: ssh without a command/],
  ])('refuses %j', async (words, status, stderr) => {
    const ended = await (await startTestSite()).call('ssh', words);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(stderr);
  });

  test('tells a host that is down', async () => {
    const site = await startTestSite();
    site.edit('nodes', (text) => text.replace('"reachable": true', '"reachable": false'));
    expect(await site.call('ssh', ['-n', 'ncn-m001', 'true'])).toMatchObject({
      status: 255,
      stderr: 'ssh: connect to host ncn-m001 port 22: No route to host\n',
    });
  });

  test('swallows the standard input of a loop, unless told not to', async () => {
    const site = await startTestSite();
    const loop = (option: string) =>
      `printf '%s\\n' 1 2 3 | while read -r n; do ssh ${option} ncn-w00$n hostname; done`;
    expect((await site.bash(loop(''))).stdout).toBe('ncn-w001\n');
    expect((await site.bash(loop('-n'))).stdout).toBe('ncn-w001\nncn-w002\nncn-w003\n');
  });
});

test.each<[string, readonly string[] | undefined]>([
  ['a  b', ['a', 'b']],
  ["a'b c'd", ['ab cd']],
  ['"a \\"b\\" \\$c" \\ d', ['a "b" $c', ' d']],
  ["''", ['']],
  ['a;b', undefined],
  ['$(a)', undefined],
  ['"$a"', undefined],
  ["'a", undefined],
])('splitRemoteWords(%j)', (text, words) => {
  expect(splitRemoteWords(text)).toEqual(words);
});
