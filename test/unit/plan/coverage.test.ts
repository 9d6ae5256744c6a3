import { expect, test } from 'vitest';
import { sourceCommands } from '../../../src/model/source-commands.js';
import { planRunbook } from '../../../src/plan/plan.js';
import { combinations } from '../../combinations.js';

const plans = combinations().map(({ parameters }) => {
  const outcome = planRunbook(parameters);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
});

test('every documented command is carried out by a step of some runbook, or left out with its reason', () => {
  const carried = new Set(
    plans.flatMap(({ coverage }) => coverage.filter(({ outcome }) => outcome.kind !== 'left-out').map(({ id }) => id)),
  );
  const alwaysLeftOut = Object.entries(sourceCommands)
    .filter(([, command]) => 'leftOut' in command)
    .map(([id]) => id);
  expect([...carried, ...alwaysLeftOut].sort()).toEqual(Object.keys(sourceCommands).sort());
});

test('each plan accounts for every documented command, in the order of the documents', () => {
  for (const { coverage } of plans) {
    expect([...new Set(coverage.map(({ id }) => id))]).toEqual(Object.keys(sourceCommands));
    for (const { outcome } of coverage) {
      if (outcome.kind !== 'documented') expect(outcome.because).toMatch(/^\S.*\.$/);
    }
  }
});

test('all 32 known pitfalls are named by some step', () => {
  const named = plans.flatMap(({ coverage }) =>
    coverage.flatMap(({ outcome }) => (outcome.kind === 'hardened' ? outcome.pitfalls : [])),
  );
  expect([...new Set(named)].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
});
