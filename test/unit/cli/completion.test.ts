import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../src/lint/rules.js';
import { stepIds } from '../../../src/plan/explain.js';
import { cli } from './helpers.js';

const bash = (await cli(['completion', 'bash'])).stdout;
const zsh = (await cli(['completion', 'zsh'])).stdout;

/** What bash offers for the last of these words. */
function offered(...words: readonly string[]): string[] {
  const ask = `${bash}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_ncn_runbook
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(execFileSync('bash', ['-uc', ask, 'bash', ...words], { encoding: 'utf8' }));
}

/** What zsh offers, with the two functions of its completion system that are called replaced by ones that print. */
function offeredByZsh(...words: readonly string[]): string[] {
  const ask = `compdef() { : }
compadd() { print -l -- "\${(P)2[@]}" }
_files() { print FILES }
${zsh}
words=("$@") CURRENT=$#
_ncn_runbook`;
  return linesOf(execFileSync('zsh', ['-fc', ask, 'zsh', ...words], { encoding: 'utf8' }));
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

const help = (await cli(['--help'])).stdout.split('\nCommands:\n')[1] ?? '';
const commands = [...help.matchAll(/^ {2}([a-z]+) /gmu)].map(([, name = '']) => name).filter((name) => name !== 'help');

describe('bash', () => {
  test('commands', () => {
    expect(offered('ncn-runbook', '')).toEqual(commands);
    expect(offered('ncn-runbook', 'ge')).toEqual(['generate']);
    expect(offered('ncn-runbook', '--v')).toEqual(['--version']);
  });

  test.each(commands)('every option that the help of %s names', async (command) => {
    const text = (await cli([command, '--help'])).stdout;
    const named = [...text.matchAll(/^ {2}(?:-h, )?(--[a-z-]+)/gmu)].map(([, option = '']) => option);
    expect(offered('ncn-runbook', command, '-').sort()).toEqual(named.sort());
  });

  test('known values', () => {
    expect(offered('ncn-runbook', 'explain', '')).toEqual([...stepIds(), ...rules.map(({ code }) => code)]);
    expect(offered('ncn-runbook', 'explain', 'upd')).toEqual(['update-boot-parameters']);
    expect(offered('ncn-runbook', 'init', '--example', '')).toEqual(['master', 'storage', 'worker']);
    expect(offered('ncn-runbook', 'init', '--force', '--example', 'w')).toEqual(['worker']);
    expect(offered('ncn-runbook', 'completion', '')).toEqual(['bash', 'zsh']);
  });

  test('files, which bash offers by itself when nothing else is', () => {
    expect(offered('ncn-runbook', 'validate', '')).toEqual([]);
    expect(offered('ncn-runbook', 'generate', '--out', 'o')).toEqual([]);
    expect(bash).toContain('complete -o default -F _ncn_runbook ncn-runbook\n');
  });

  test('the script is good bash', () => {
    expect(execFileSync('bash', ['-n'], { input: bash, encoding: 'utf8' })).toBe('');
  });
});

test('zsh has the same words as bash', () => {
  const wordsOf = (script: string): string => /^_ncn_runbook_words\(\)[\s\S]*?^\}$/mu.exec(script)?.[0] ?? '';
  expect(wordsOf(bash)).not.toBe('');
  expect(wordsOf(zsh)).toBe(wordsOf(bash));
});

test.each([
  [
    ['ncn-runbook', 'explain', ''],
    [...stepIds(), ...rules.map(({ code }) => code)],
  ],
  [['ncn-runbook', ''], commands],
  [
    ['ncn-runbook', 'init', '--example', ''],
    ['master', 'storage', 'worker'],
  ],
  [['ncn-runbook', 'validate', ''], ['FILES']],
])('zsh offers after %j', (words, expected) => {
  expect(offeredByZsh(...words)).toEqual(expected);
});

test('another shell is a mistake', async () => {
  expect((await cli(['completion', 'fish'])).status).toBe(2);
});
