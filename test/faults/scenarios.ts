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

export function scenarios(): Scenario[] {
  return names.map((name) => {
    const found = combinations().find((combination) => combination.name === name);
    if (found === undefined) throw new Error(`no combination ${name}`);
    return found;
  });
}
