import { expect, test } from 'vitest';
import { listing, stepIn, stepsOfScript, unnumbered } from '../../../src/render/script-steps.js';
import { combinations } from '../../combinations.js';
import { planFor, scriptFor } from '../../emit.js';

const script = `#!/usr/bin/env bash
# == Plan ====
# == Step 1 of 2: look-around ===== reads BSS ==
# Why: a query is not a query in a comment: query cray.
look_around() {
  answer=$(query cray one --format json)
  note "then query cray and change cray"
  if ! query_if_any ssh -n host cat /x >/dev/null; then
    LIMIT=\${LONG} query cray two \\
      three \\
      | tail
  fi
}
# == Roll back 1 of 1: put-back ===== MODIFIES BSS ==
put_back() {
    change cray four \\
      --five
}
# == Runtime ====
query() { :; }
  query cray six
`;

test('steps are told apart by their headlines, and the runtime is none of them', () => {
  const steps = stepsOfScript(script);
  expect([...steps.keys()]).toEqual(['look-around', 'put-back']);
  expect(stepIn(steps, 'look-around').lines.map(({ number }) => number)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test('the commands of a step are found with all of their lines, and nothing else is', () => {
  const steps = stepsOfScript(script);
  expect(listing(stepIn(steps, 'look-around').commands)).toEqual([
    '      6  answer=$(query cray one --format json)',
    '      8  if ! query_if_any ssh -n host cat /x >/dev/null; then',
    '      9  LIMIT=${LONG} query cray two \\',
    '     10    three \\',
    '     11    | tail',
  ]);
  expect(stepIn(steps, 'put-back').commands.flatMap(unnumbered)).toEqual(['! change cray four \\', '!   --five']);
});

test.each(combinations())(
  '$name: every query and change of the script is in the list of its step',
  ({ parameters }) => {
    const emitted = scriptFor(parameters);
    const plan = planFor(parameters);
    const steps = stepsOfScript(emitted);
    expect([...steps.keys()]).toEqual([...plan.run, ...plan.verify, ...plan.rollback].map(({ id }) => id));
    const lines = [...steps.values()]
      .flatMap((step) => step.lines)
      .filter(({ text }) => !text.trimStart().startsWith('#'));
    const found = [...steps.values()].flatMap(({ commands }) => commands).map((command) => command.lines[0]?.number);
    // The quotation marks keep out texts that only speak of a command.
    const calls = lines.filter(({ text }) =>
      /(^|[\s(])(query|query_if_any|change) /.test(text.replace(/"[^"$]*"/g, '')),
    );
    expect(found).toEqual(calls.map(({ number }) => number));
  },
);
