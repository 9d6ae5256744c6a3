import { everyCall, faultTest } from './matrix-test.js';
import { newCallsOnly, scenarios } from './scenarios.js';

const hows = ['kill-before', 'kill-after'];
const [first] = scenarios();

const newCalls = newCallsOnly();
for (const scenario of scenarios()) {
  faultTest(scenario, 'killed before and after every call', (baseline) => everyCall(newCalls(baseline), hows, 12));
}

if (first === undefined) throw new Error('no scenario');

// The matrix itself can fail: a script that does not look for the record it made is found out.
faultTest(
  first,
  'with adopting disabled in one step, killed after the record is made',
  (baseline) => [
    { from: 'create-image-record', faults: ['cray ims images create=kill-after'], to: baseline.steps.at(-1) ?? '' },
  ],
  {
    adapt: (script) => {
      const looks = 'records=$(ims_images_named "${name}")\n  if [[ -z ${records} ]]';
      if (!script.includes(looks)) throw new Error('the script looks for its record in another way');
      return script.replace(looks, "records=''\n  if [[ -z ${records} ]]");
    },
    check: (expect, failures) => {
      expect(failures).toHaveLength(1);
      expect(failures[0]).toMatch(/IMS has several images named/);
    },
  },
);
