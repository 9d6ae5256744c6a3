import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Asker, Cancelled, type TextQuestion } from '../../../src/cli/asker.js';
import { guide } from '../../../src/cli/init-dialogue.js';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { example } from '../parameters/helpers.js';
import { cli, folder } from './helpers.js';

const schemaLine = '# yaml-language-server: $schema=./ncn-runbook.schema.json\n';

describe('init', () => {
  test('writes the schema beside the file, as the schema command prints it, over one of another version', async () => {
    const place = folder();
    writeFileSync(join(place, 'ncn-runbook.schema.json'), 'old');
    expect((await cli(['init', '--example', 'worker', join(place, 'a.yaml')])).status).toBe(0);
    expect(readFileSync(join(place, 'ncn-runbook.schema.json'), 'utf8')).toBe((await cli(['schema'])).stdout);
    expect((await cli(['validate', join(place, 'a.yaml')])).status).toBe(0);
  });

  test('leaves the folder as it is when the file may not be replaced', async () => {
    const place = folder();
    writeFileSync(join(place, 'a.yaml'), 'mine');
    expect((await cli(['init', '--example', 'worker', join(place, 'a.yaml')])).status).toBe(2);
    expect(readdirSync(place)).toEqual(['a.yaml']);
  });

  test.each(['worker', 'master', 'storage'])(
    'writes the %s example below a line that names its schema',
    async (name) => {
      const file = join(folder(), 'a.yaml');
      expect(await cli(['init', '--example', name, file])).toMatchObject({ status: 0, stdout: '' });
      expect(readFileSync(file, 'utf8')).toBe(`${schemaLine}${example(name)}`);
    },
  );

  test('writes the worker example when it cannot ask, and says so', async () => {
    const ran = await cli(['init', '-']);
    expect(ran).toMatchObject({ status: 0, stdout: example('worker') });
    expect(ran.stderr).toContain('worker example');
  });

  test('does not overwrite, unless told to', async () => {
    const file = join(folder(), 'a.yaml');
    writeFileSync(file, 'mine');
    const ran = await cli(['init', '--example', 'worker', file]);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/\[NRB170\]\n.*--force/u);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await cli(['init', '--example', 'worker', '--force', file])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(`${schemaLine}${example('worker')}`);
  });

  test.each(['nonsense', '../params/worker', '__proto__'])('refuses the example %s', async (name) => {
    const file = join(folder(), 'a.yaml');
    const ran = await cli(['init', '--example', name, file]);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('expected one of master, storage, worker');
    expect(existsSync(file)).toBe(false);
  });

  test('reports a place where it cannot write', async () => {
    const ran = await cli(['init', '--example', 'worker', join(folder(), 'no', 'a.yaml')]);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('expected a file that can be written, found no such file or directory');
  });
});

/** Answers in order; a text that the dialogue refuses is kept as a complaint and the next one is tried. */
function script(answers: readonly (string | boolean)[]) {
  const left = [...answers];
  const complaints: string[] = [];
  const shown: string[] = [];
  const next = (): string | boolean => {
    const answer = left.shift();
    if (answer === undefined) {
      throw new Cancelled();
    }
    return answer;
  };
  const text = async (question: TextQuestion): Promise<string> => {
    const answer = String(next());
    const complaint = question.check(answer);
    if (complaint === undefined) {
      return answer;
    }
    complaints.push(complaint);
    return text(question);
  };
  const asker: Asker = {
    text,
    choose: async (_, choices) => {
      const wanted = next();
      const choice = choices.find(({ value }) => value === wanted);
      if (choice === undefined) {
        throw new Error(`no choice ${String(wanted)} among ${choices.map(({ value }) => value).join(', ')}`);
      }
      return choice.value;
    },
    confirm: async () => next() === true,
    show: (_, shownText) => {
      shown.push(shownText);
    },
  };
  return { asker, complaints, shown, left };
}

const read = async (name: string): Promise<string> => example(name);

describe('the dialogue', () => {
  const storage = [
    'storage',
    'ceph-fix',
    'CHG1',
    '',
    '',
    'booted',
    'ncn-s002',
    'rev2',
    'cfg',
    'commit',
    'https://h/a.git',
    'a'.repeat(40),
    'hosts',
    'ncn-s001, ncn-s002',
    'keep',
  ];

  test('writes what was answered, into the commented example', async () => {
    const { asker, shown, left } = script([...storage, true]);
    const text = (await guide(read, asker)) ?? '';
    expect(left).toEqual([]);
    expect(shown).toEqual([text]);
    expect(text).toContain('# Where the image to customize is found. Exactly one of:');
    const outcome = parseParameters(text, { file: 'f' });
    expect(outcome.ok && outcome.value).toMatchObject({
      runbook: 'ceph-fix',
      change: { id: 'CHG1' },
      image: { nodeType: 'storage', source: { booted: { host: 'ncn-s002' } }, revision: 'rev2' },
      configuration: { name: 'cfg', create: { cloneUrl: 'https://h/a.git', commit: 'a'.repeat(40) } },
      bootParameters: { nodes: { hosts: ['ncn-s001', 'ncn-s002'] }, metalNoWipe: 'keep' },
    });
  });

  test('leaves out what is not wanted', async () => {
    const { asker } = script([
      'worker',
      'w1',
      '',
      '',
      '',
      'upgrade',
      '',
      '1.0',
      'cfg',
      'bootprep',
      'subrole',
      '0',
      true,
    ]);
    const outcome = parseParameters((await guide(read, asker)) ?? '', { file: 'f' });
    expect(outcome.ok && outcome.value).toMatchObject({
      image: { source: { upgrade: {} }, revision: '1.0' },
      configuration: { name: 'cfg' },
    });
    expect(outcome.ok && outcome.value.change).toBeUndefined();
    expect(outcome.ok && outcome.value.configuration.create).toBeUndefined();
  });

  test('asks again after a bad answer', async () => {
    const answers = [
      'master',
      'Bad Name',
      'm1',
      '',
      "text: \"# 'x'",
      '2026-01-02T00:00:00Z',
      '2026-01-01T00:00:00Z',
      '2026-01-03T00:00:00Z',
      'nextBoot',
      'ncn-s001',
      'ncn-m001',
      '-r',
      '007',
      'c',
      'branch',
      'http://x',
      'https://h/a',
      'a..b',
      'b',
      'xnames',
      'x1',
      'x1c0s1b0n0 x1c0s1b0n0',
      '1',
      true,
    ];
    const { asker, complaints } = script(answers);
    const outcome = parseParameters((await guide(read, asker)) ?? '', { file: 'f' });
    expect(complaints).toHaveLength(7);
    expect(outcome.ok && outcome.value).toMatchObject({
      change: { title: "text: \"# 'x'", window: { start: '2026-01-02T00:00:00Z', end: '2026-01-03T00:00:00Z' } },
      image: { source: { nextBoot: { host: 'ncn-m001' } }, revision: '007' },
      bootParameters: { nodes: { xnames: ['x1c0s1b0n0'] }, metalNoWipe: '1' },
    });
  });

  test.each([
    ['is left', storage.slice(0, 5)],
    ['ends with no', [...storage, false]],
  ])('gives nothing when it %s', async (_, answers) => {
    expect(await guide(read, script(answers).asker)).toBeUndefined();
  });
});
