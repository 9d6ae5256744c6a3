import { describe, expect, test } from 'vitest';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { brief, example, smallest } from './helpers.js';

function valueWith(...set: string[]): unknown {
  const outcome = parseParameters(smallest, { file: 'f', set });
  return outcome.ok ? outcome.value : outcome.problems;
}

describe('--set', () => {
  test.each([
    ['image.revision=rev2', { image: { revision: 'rev2' } }],
    ['image.revision=7', { image: { revision: '7' } }],
    ['image.revision="7"', { image: { revision: '7' } }],
    ['csm=1.3', { csm: '1.3' }],
    ['bootParameters.metalNoWipe=0', { bootParameters: { metalNoWipe: '0' } }],
    ['bootParameters.parallel=8', { bootParameters: { parallel: 8 } }],
    ['change.title=a: b = [c', { change: { title: 'a: b = [c' } }],
    ["change.title='quoted'", { change: { title: 'quoted' } }],
    ["change.title='open", { change: { title: "'open" } }],
    ['change.id=null', { change: { id: 'null' } }],
    [
      'bootParameters.nodes.xnames=[x3000c0s7b0n0]',
      { bootParameters: { nodes: { xnames: ['x3000c0s7b0n0'], subrole: 'Worker' } } },
    ],
    ['bootParameters.nodes.xnames.0=x3000c0s7b0n0', { bootParameters: { nodes: { xnames: ['x3000c0s7b0n0'] } } }],
    ['image.source={booted: {host: ncn-w001}}', { image: { source: { booted: { host: 'ncn-w001' } } } }],
  ])('%s', (setting, expected) => {
    expect(valueWith(setting)).toMatchObject(expected);
  });

  test('a later one wins', () => {
    expect(valueWith('image.revision=a', 'image.revision=b')).toMatchObject({ image: { revision: 'b' } });
  });

  test('puts right what the file has wrong', () => {
    expect(brief(smallest.replace('rev1', '[]'), ['image.revision=rev2'])).toEqual([]);
    expect(brief(smallest.replace('rev1', '*x'), ['image.revision=rev2'])).toEqual([
      'f.yaml:5:13 image.revision unresolvedAlias',
    ]);
  });

  test('changes one entry of a list', () => {
    const outcome = parseParameters(example('worker'), { file: 'f', set: ['configuration.create.layers.0.name=mine'] });
    expect(outcome.ok && outcome.value.configuration.create?.layers.map(({ name }) => name)).toEqual([
      'mine',
      'csm-ncn-initrd',
    ]);
  });

  test.each([
    ['nothing', ' settingForm'],
    ['=x', ' settingForm'],
    ['a..b=x', ' settingForm'],
    ['runbook.x=1', 'runbook.x settingPath'],
    ['bootParameters.nodes.xnames.1=x3000c0s7b0n0', 'bootParameters.nodes.xnames.1 settingPath'],
    ['bootParameters.nodes.xnames.a=x3000c0s7b0n0', 'bootParameters.nodes.xnames.a settingPath'],
    ['session.pollSeconds=[', 'session.pollSeconds settingValue'],
    ['session.pollSeconds=x', 'session.pollSeconds wrongType'],
    ['session.pollSeconds=', 'session.pollSeconds wrongType'],
    ['image.revision=', 'image.revision wrongForm'],
    ['image.revison=x', 'image.revison unknownKey'],
    ['foo.bar=x', 'foo unknownKey'],
    ['__proto__.x=1', '__proto__.x unknownKey'],
    ['constructor.prototype.x=1', 'constructor unknownKey'],
    ['toString=1', 'toString unknownKey'],
    ['configuration.create.layers.0.name=a', 'configuration.create.layers.0.playbook missingValue'],
  ])('%s is a problem', (setting, expected) => {
    expect(brief(smallest, [setting])).toContain(`--set:1:1 ${expected}`);
  });

  test('a second source contradicts that of the file', () => {
    expect(brief(smallest, ['image.source.booted.host=ncn-w001'])).toEqual(['f.yaml:4:11 image.source oneSource']);
  });

  test('leaves Object.prototype alone', () => {
    brief(smallest, ['__proto__.polluted=1', 'image.__proto__.polluted=1', 'constructor.prototype.polluted=1']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
