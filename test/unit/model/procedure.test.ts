import { expect, expectTypeOf, test } from 'vitest';
import { Sequence } from '../../../src/model/procedure.js';
import { defineStep } from '../../../src/model/step.js';

const common = {
  title: 'A step',
  why: 'For the test.',
  effect: 'reads',
  services: [],
  section: '0',
  uses: [],
  tools: [],
  differs: [],
  backOut: 'Nothing.',
  variant: () => ({ trace: [] }),
} as const;

const gives = defineStep({ ...common, id: 'gives', needs: [], gives: ['IMS_IMAGE_ID'] });
const needs = defineStep({ ...common, id: 'needs', needs: ['IMS_IMAGE_ID'], gives: [] });

test('steps compile in an order in which each value is given before it is needed', () => {
  const sequence = Sequence.empty().then(gives).then(needs);
  expect(sequence.steps.map(({ step }) => step.id)).toEqual(['gives', 'needs']);
  expectTypeOf(sequence).toEqualTypeOf<Sequence<'IMS_IMAGE_ID'>>();
});

test('a step that needs a value nobody gives does not compile', () => {
  // @ts-expect-error IMS_IMAGE_ID is not given yet
  expect(Sequence.empty().then(needs).steps).toHaveLength(1);
});

test('what only one branch gives is not given afterwards', () => {
  const branched = Sequence.empty().either(
    () => true,
    (sequence) => sequence.then(gives),
    (sequence) => sequence,
  );
  // @ts-expect-error only one of the branches gives IMS_IMAGE_ID
  expect(branched.then(needs).steps).toHaveLength(2);
});
