import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { newBundle, packedBundle, program } from '../archive/helpers.js';
import { exampleText, parameterFile } from '../cli/example.js';
import { cli, folder } from '../cli/helpers.js';

const text = exampleText('one');
const bundle = await newBundle();

/** A parameter file in which a text was replaced. */
function file(from: string, to: string): string {
  expect(text).toContain(from);
  return parameterFile(text.replace(from, to));
}

/** A copy of the bundle in which files were edited. */
function edited(edits: Readonly<Record<string, (content: string) => string>>): string {
  const copy = join(folder(), 'one');
  cpSync(bundle, copy, { recursive: true });
  for (const [name, edit] of Object.entries(edits)) {
    const before = readFileSync(join(copy, name), 'utf8');
    expect(edit(before), name).not.toBe(before);
    writeFileSync(join(copy, name), edit(before));
  }
  return copy;
}

const Comparison = z.object({
  format: z.literal(1),
  same: z.boolean(),
  a: z.string(),
  b: z.string(),
  effects: z.array(
    z.object({ step: z.string(), part: z.string(), from: z.optional(z.string()), to: z.optional(z.string()) }),
  ),
  nodes: z.object({ removed: z.array(z.string()), added: z.array(z.string()) }),
  steps: z.array(
    z.object({
      step: z.string(),
      part: z.string(),
      change: z.string(),
      commands: z.object({ removed: z.array(z.string()), added: z.array(z.string()) }),
    }),
  ),
  values: z.array(z.object({ path: z.string(), from: z.optional(z.string()), to: z.optional(z.string()) })),
  generator: z.optional(z.object({ from: z.string(), to: z.string() })),
  runtime: z.optional(z.object({ from: z.string(), to: z.string() })),
  procedure: z.optional(z.object({ from: z.string(), to: z.string() })),
  files: z.array(z.object({ file: z.string(), change: z.string() })),
  script: z.string(),
});

async function compared(a: string, b: string): Promise<z.infer<typeof Comparison>> {
  const ran = await program(['diff', '--json', a, b]);
  const comparison = Comparison.parse(JSON.parse(ran.stdout));
  expect(ran.status).toBe(comparison.same ? 0 : 1);
  return comparison;
}

test('a parameter file, its bundle and its archive are the same runbook, whatever the comments', async () => {
  const sides = [parameterFile(`# a comment\n${text}`), bundle, await packedBundle(bundle)];
  for (const a of sides) {
    for (const b of sides) {
      expect(await program(['diff', a, b])).toEqual({
        status: 0,
        stdout: `${a} and ${b} are the same runbook.\n`,
        stderr: '',
      });
    }
  }
  expect((await cli(['diff', '-', bundle], { stdin: text })).status).toBe(0);
});

test('values are named by their paths, with what they were and are', async () => {
  const { values, nodes, effects, steps } = await compared(
    bundle,
    file('upgrade: {} }', 'upgrade: { artifactVersion: 0.3.50 } }'),
  );
  expect(values).toEqual([
    { path: 'image.source.upgrade', from: '{}' },
    { path: 'image.source.upgrade.artifactVersion', to: '0.3.50' },
  ]);
  expect({ nodes, effects }).toEqual({ nodes: { removed: [], added: [] }, effects: [] });
  expect(steps.map(({ step }) => step)).toContain('identify-image');
});

test('nodes are a set: their order is no change, their kind is', async () => {
  const of = (nodes: string) => file('{ subrole: Worker }', nodes);
  const [first, second] = [
    of('{ xnames: [x3000c0s7b0n0, x3000c0s9b0n0] }'),
    of('{ xnames: [x3000c0s9b0n0, x3000c0s7b0n0] }'),
  ];
  expect((await compared(first, second)).nodes).toEqual({ removed: [], added: [] });
  const { nodes, values } = await compared(
    first,
    of('{ xnames: [x3000c0s7b0n0], hosts: [ncn-w004], subrole: Worker }'),
  );
  expect([...nodes.removed, ...nodes.added].sort()).toEqual(['host ncn-w004', 'subrole Worker', 'xname x3000c0s9b0n0']);
  expect(nodes.removed).toEqual(['xname x3000c0s9b0n0']);
  expect(values).toEqual([]);
});

test('disks that can be wiped now come first', async () => {
  const safe = file('{ subrole: Worker }', '{ subrole: Worker }\n  metalNoWipe: "1"');
  const other = edited({ 'plan.json': (json) => json.replace('"effect": "creates"', '"effect": "changes"') });
  const { effects } = await compared(safe, other);
  expect(effects.map(({ step }) => step)).toContain('create-image-record');
  expect(effects[0]).toEqual({ step: 'update-boot-parameters', part: 'run', from: 'changes', to: 'wipes' });
  expect(effects).toContainEqual({ step: 'restore-boot-parameters', part: 'rollback', from: 'wipes', to: 'changes' });
  const { stdout } = await program(['diff', safe, bundle]);
  expect(stdout.split('\n').slice(3, 5)).toEqual([
    'Effects',
    '  ! update-boot-parameters: changes -> wipes    DISKS CAN BE WIPED AT THE NEXT BOOT',
  ]);
});

test('that disks are no longer wiped is said, too', async () => {
  const safe = file('{ subrole: Worker }', '{ subrole: Worker }\n  metalNoWipe: "1"');
  const { stdout } = await program(['diff', bundle, safe]);
  expect(stdout).toContain('  update-boot-parameters: wipes -> changes    disks are no longer wiped by this\n');
});

test('steps are added and removed, with their effects and altering commands', async () => {
  const created = file(
    '{ name: ncn-image-customization }',
    '{ name: ncn-image-customization, create: { cloneUrl: https://vcs.local/x.git, branch: main } }',
  );
  const forth = await compared(bundle, created);
  // Those with another number in their headline, and nothing else, are not said to be rewritten.
  const rewritten = forth.steps.filter(({ change }) => change === 'rewritten').map(({ step }) => step);
  expect(rewritten).not.toContain('wait-session');
  const outline = (steps: typeof forth.steps) =>
    steps.filter(({ change }) => change !== 'rewritten').map(({ step, change }) => [step, change]);
  expect(outline(forth.steps)).toEqual([
    ['check-configuration', 'removed'],
    ['resolve-commit', 'added'],
    ['create-configuration', 'added'],
  ]);
  expect(forth.steps.find(({ step }) => step === 'create-configuration')?.commands).toEqual({
    removed: [],
    added: [expect.stringMatching(/^change cray cfs configurations update /u)],
  });
  expect(forth.effects).toContainEqual({ step: 'create-configuration', part: 'run', to: 'creates' });
  const back = await compared(created, bundle);
  expect(outline(back.steps)).toEqual([
    ['resolve-commit', 'removed'],
    ['create-configuration', 'removed'],
    ['check-configuration', 'added'],
  ]);
});

test('a step in another place is one that moved, and no other did', async () => {
  const other = edited({
    'plan.json': (json) => {
      const plan = z.looseObject({ run: z.array(z.unknown()) }).parse(JSON.parse(json));
      return JSON.stringify({ ...plan, run: [...plan.run.slice(1, 4), plan.run[0], ...plan.run.slice(4)] });
    },
  });
  const { steps } = await compared(bundle, other);
  expect(steps.map(({ step, change }) => [step, change])).toEqual([['preflight', 'moved']]);
});

test('a bundle of another version is taken as it is', async () => {
  const other = edited({
    'plan.json': (json) =>
      json
        .replace('"version": "0.1.0"', '"version": "9.0.0"')
        .replace('CSM 1.3"', 'CSM 1.7"')
        .replace('"effect": "creates"', '"effect": "burns"'),
    'params.yaml': (yaml) => `${yaml}later: { thing: 1 }\n`,
    'runbook.sh': (script) =>
      script.replace('  change cray ims images create', '  change cray ims images invent').concat('# later\n'),
  });
  const ran = await program(['diff', bundle, other]);
  expect(ran.status).toBe(1);
  expect(ran.stderr).toBe(`${other}: its files are not those that it lists; ncn-runbook verify says which.\n`);
  for (const said of [
    '    create-image-record: creates -> burns',
    '  * create-image-record: rewritten, burns',
    '      - change cray ims images create --name "${name}" --format json',
    '      + change cray ims images invent --name "${name}" --format json',
    '  later.thing  (none) -> 1',
    '  - ncn-runbook 0.1.0\n  + ncn-runbook 9.0.0',
    'Source procedure\n  - ',
    'Runtime\n  - ',
    '  changed  plan.json',
  ]) {
    expect(ran.stdout).toContain(said);
  }
});

test('the unified diff is one that patch takes', async () => {
  const to = file('rev1', 'rev2');
  const { script } = await compared(bundle, to);
  const copy = join(folder(), 'runbook.sh');
  cpSync(join(bundle, 'runbook.sh'), copy);
  const hunks = script.replace(/^--- .*$/mu, '--- runbook.sh').replace(/^\+\+\+ .*$/mu, '+++ runbook.sh');
  execFileSync('git', ['apply', '-p0', '-'], { cwd: join(copy, '..'), input: hunks });
  expect(readFileSync(copy, 'utf8')).toBe((await cli(['generate', '--stdout', to])).stdout);
});

test('a document that differs is named, though the scripts are the same', async () => {
  const { files, script, same } = await compared(bundle, edited({ 'review.md': (review) => `${review}approved\n` }));
  expect({ files, script, same }).toEqual({
    files: [{ file: 'review.md', change: 'changed' }],
    script: '',
    same: false,
  });
  const ran = await program(['diff', bundle, edited({ 'review.md': (review) => `${review}approved\n` })]);
  expect(ran.stdout).toMatch(/\n\nFiles\n {2}changed {2}review\.md\n\nThe scripts are the same\.\n$/u);
});

test('a document that only one side has is said to be added or removed', async () => {
  const without = edited({});
  rmSync(join(without, 'review.html'));
  expect((await compared(without, bundle)).files).toEqual([{ file: 'review.html', change: 'added' }]);
  expect((await compared(bundle, without)).files).toEqual([{ file: 'review.html', change: 'removed' }]);
});

test('what cannot be seen, or writes to the terminal, is shown as an escape', async () => {
  const hostile = '\u001b]0;x\u0007\u202e';
  const other = edited({
    'params.yaml': (yaml) => yaml.replace('rev1', JSON.stringify(hostile)),
    'plan.json': (json) => json.replace('"version": "0.1.0"', `"version": ${JSON.stringify(hostile)}`),
    'runbook.sh': (script) => script.replace('readonly REVISION=rev1', `readonly\tREVISION='${hostile}'`),
  });
  const { stdout } = await program(['diff', bundle, other]);
  expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
  expect(stdout).toContain("\n+readonly\tREVISION='\\u001b]0;x\\u0007\\u202e'\n");
});

test('scripts that have nothing in common are not compared to the end', async () => {
  const other = edited({
    'runbook.sh': () => Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`).join(''),
  });
  expect((await compared(bundle, other)).script).toBe('The scripts differ in more than 3000 lines.\n');
});

test.each<[string, (directory: string) => void, string]>([
  ['no plan', (directory) => rmSync(join(directory, 'plan.json')), 'no plan.json in it [NRB403]'],
  [
    'a plan that is none',
    (directory) => writeFileSync(join(directory, 'plan.json'), '[]'),
    '/plan.json:1:1: expected what generate writes',
  ],
  [
    'parameters that are no YAML',
    (directory) => writeFileSync(join(directory, 'params.yaml'), '{'),
    '/params.yaml:1:1: expected what generate writes',
  ],
  [
    'aliases, which can multiply without end',
    (directory) => writeFileSync(join(directory, 'params.yaml'), 'a: &a [x, x]\nb: [*a, *a]\n'),
    '/params.yaml:1:1: expected what generate writes',
  ],
])('a bundle with %s is a mistake', async (_, change, said) => {
  const copy = edited({});
  change(copy);
  const ran = await program(['diff', copy, bundle]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain(said);
});

test('what is wrong with either side is said', async () => {
  const ran = await program(['diff', '/nowhere/a', file('rev1', '/')]);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  expect(ran.stderr).toContain('/nowhere/a:1:1: ');
  expect(ran.stderr).toContain(': image.revision: expected');
});
