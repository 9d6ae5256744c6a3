import type { Parameters } from '../../src/model/parameters.js';
import { combinations } from '../combinations.js';

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

/** All of them with FAULTS=all; the first otherwise, because a test run should stay short. */
export function scenarios(): Scenario[] {
  const chosen = process.env['FAULTS'] === 'all' ? names : names.slice(0, 1);
  return chosen.map((name) => {
    const found = combinations().find((combination) => combination.name === name);
    if (found === undefined) throw new Error(`no combination ${name}`);
    return found;
  });
}
