import { Command, Help } from 'commander';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/cli/commands.js';
import { paint, reportProblems } from '../../../src/cli/output.js';
import { reportBug } from '../../../src/cli/program.js';
import { problem } from '../../../src/model/problem-codes.js';
import { cli, memoryIo, type World } from './helpers.js';

describe('the command line', () => {
  test.each([['--help'], ['validate', '--help'], ['init', '-h'], ['help', 'schema'].slice(0, 2)])(
    '%s %s',
    async (...args) => {
      const ran = await cli(args);
      expect(ran.status).toBe(0);
      expect(ran.stdout).toContain('Usage: ncn-runbook');
      expect(ran.stderr).toBe('');
    },
  );

  test('--version prints the version', async () => {
    expect(await cli(['--version'])).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  test.each([
    [[]],
    [['nonsense']],
    [['validate']],
    [['validate', '--nonsense', 'x']],
    [['schema', 'x']],
    [['init', '--example']],
  ])('%j is a mistake, told on stderr', async (args) => {
    const ran = await cli(args);
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).not.toBe('');
  });

  test.each(commands)(
    'the list of commands shows the options and arguments of $name',
    async ({ name, usage, load }) => {
      const command = new Command(name);
      (await load())(command, memoryIo().io);
      expect(`${name} ${usage}`.trimEnd()).toBe(new Help().subcommandTerm(command));
    },
  );

  test('schema prints JSON and nothing else', async () => {
    const ran = await cli(['schema']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ title: 'Parameter file of ncn-runbook' });
  });
});

describe('colour', () => {
  const bad = problem(
    'emptyFile',
    { file: 'f', line: 1, column: 1 },
    { path: '', expected: 'a', found: 'b', remedy: 'c' },
  );
  test.each<[string, World, boolean]>([
    ['on a terminal', { isTerminal: true }, true],
    ['not into a file', {}, false],
    ['not with NO_COLOR', { isTerminal: true, env: { NO_COLOR: '1' } }, false],
    ['with an empty NO_COLOR', { isTerminal: true, env: { NO_COLOR: '' } }, true],
    ['not on a dumb terminal', { isTerminal: true, env: { TERM: 'dumb' } }, false],
  ])('%s', (_, world, expected) => {
    const { io, written } = memoryIo(world);
    reportProblems(io, [bad]);
    expect(written().stderr.includes('\u001b[')).toBe(expected);
    expect(paint(io, io.stdout, 'bold', 'x') !== 'x').toBe(expected);
    expect(io.status).toBe(2);
  });
});

describe('a bug', () => {
  test('asks to be reported, without a stack', () => {
    const { io, written } = memoryIo();
    expect(reportBug(io, new Error('oops'))).toBe(70);
    expect(written().stderr).toMatch(/bug of its own: Error: oops\n.*report/u);
    expect(written().stderr).not.toContain('    at ');
  });

  test('shows its stack when asked', () => {
    const { io, written } = memoryIo({ env: { NCN_RUNBOOK_DEBUG: '1' } });
    reportBug(io, new Error('oops'));
    expect(written().stderr).toContain('    at ');
  });
});
