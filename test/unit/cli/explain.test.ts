import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import { explainStep, samplesOf, stepIds } from '../../../src/plan/explain.js';
import { combinations } from '../../combinations.js';
import { planFor } from '../../emit.js';
import { cli } from './helpers.js';

test.each(stepIds())('%s is explained: why, risk, source, back-out', async (id) => {
  const ran = await cli(['explain', id]);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  for (const heading of [
    'Why',
    'Effect and risk',
    'When',
    'Source',
    'Commands of the runbook that reach the system',
    'Back-out',
  ]) {
    expect(ran.stdout).toMatch(new RegExp(`\\n${heading}\\n {2,}\\S`));
  }
  expect(ran.stdout).not.toMatch(/undefined|\[object/);
});

test('every template of a step belongs to a step that can be explained', () => {
  const templates = Object.keys(loadTemplates()).flatMap((file) => /^steps\/(.+)\.sh\.hbs$/.exec(file)?.[1] ?? []);
  expect(stepIds().sort()).toEqual(templates.sort());
});

test('a step that can wipe disks says so in capitals, with its documented command and its back-out', async () => {
  const { stdout } = await cli(['explain', 'update-boot-parameters']);
  expect(stdout).toContain('WIPE THEIR');
  expect(stdout).toContain('5.2.3:  cray bss bootparameters update');
  expect(stdout).toContain('hardened: One node a call');
  expect(stdout).toMatch(/! change cray bss bootparameters update --hosts/);
  expect(stdout).toContain('runbook.sh rollback');
});

test('a step that not every runbook has says so', async () => {
  expect((await cli(['explain', 'resolve-commit'])).stdout).toContain('when the parameter file asks for it');
  expect((await cli(['explain', 'preflight'])).stdout).toContain("Part of every 'runbook.sh run'");
});

test('an unknown step is refused with the list and the nearest name', async () => {
  const ran = await cli(['explain', 'udpate-boot-parameters']);
  expect(ran).toMatchObject({ status: 2, stdout: '' });
  for (const id of stepIds()) expect(ran.stderr).toContain(id);
  expect(ran.stderr).toContain('Did you mean update-boot-parameters?');
});

test('the samples take every branch that any parameter file takes', () => {
  const taken = (parameters: Parameters<typeof planFor>[0], id: string) => {
    const { run, verify, rollback } = planFor(parameters);
    const step = [...run, ...verify, ...rollback].find((each) => each.id === id);
    return step === undefined
      ? []
      : [
          ...Object.entries(step.flags)
            .filter(([, on]) => on)
            .map(([flag]) => flag),
          ...step.trace.map((trace) => JSON.stringify(trace)),
        ];
  };
  for (const id of stepIds()) {
    const sampled = new Set(samplesOf(id).flatMap((parameters) => taken(parameters, id)));
    for (const { parameters } of combinations())
      for (const branch of taken(parameters, id)) expect(sampled).toContain(branch);
    const explained = explainStep(id)?.commands.map(({ trace }) => JSON.stringify(trace)) ?? [];
    expect(new Set(explained)).toEqual(new Set([...sampled].filter((branch) => branch.startsWith('{'))));
  }
});
