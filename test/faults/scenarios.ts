import type { Parameters } from '../../src/model/parameters.js';
import { combinations } from '../combinations.js';
import type { Baseline } from './matrix.js';

/** Of the combinations a few in which each image source, each node type, and both kinds of configuration occur. */
const names = [
  'upgrade-worker-created-subrole',
  'next-boot-master-existing-xnames',
  'booted-storage-created-hosts',
  'next-boot-worker-existing-hosts',
] as const;

export interface Scenario {
  readonly name: string;
  readonly parameters: Parameters;
}

/** Whether everything shall be tried, however long it takes. */
const everything = process.env['FAULTS'] === 'all';

export function scenarios(): Scenario[] {
  return names.map((name) => {
    const found = combinations().find((combination) => combination.name === name);
    if (found === undefined) throw new Error(`no combination ${name}`);
    return found;
  });
}

/**
 * Lets a matrix leave out the calls that another scenario made in the same step before, as the same text of bash makes
 * them; with --all nothing is left out.
 */
export function newCallsOnly(): (baseline: Baseline) => Baseline {
  const tried = new Set<string>();
  return (baseline) => {
    if (everything) return baseline;
    const before = new Set(tried);
    for (const [step, made] of baseline.calls) for (const call of made) tried.add(`${step} ${call}`);
    return { ...baseline, tried: (step, call) => !before.has(`${step} ${call}`) };
  };
}
