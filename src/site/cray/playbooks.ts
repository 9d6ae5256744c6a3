import { lookup } from '../lookup.js';
import type { Layer, States } from '../states.js';

/** What running the layers of a configuration on some groups does to an image. */
export interface PlaybookEffect {
  /** False when Ansible fails: no such repository, commit or playbook. */
  readonly runs: boolean;
  readonly changesRoot: boolean;
  readonly changesInitrd: boolean;
}

/** Looks at what the playbooks of all layers would do. */
export function effectOf(vcs: States['vcs'], layers: readonly Layer[], groups: readonly string[]): PlaybookEffect {
  const effects = layers.map((layer) => ({ layer, hosts: hostsOf(vcs, layer) }));
  const matching = effects.filter(({ hosts }) =>
    hosts?.some((pattern) => groups.some((group) => covers(pattern, group))),
  );
  return {
    runs: effects.every(({ hosts }) => hosts !== undefined),
    changesRoot: matching.length > 0,
    changesInitrd: matching.some(({ layer }) => /initrd/u.test(layer.playbook ?? '')),
  };
}

function hostsOf(vcs: States['vcs'], { cloneUrl, commit, branch, playbook = 'site.yml' }: Layer): string[] | undefined {
  const repository = lookup(vcs.repositories, cloneUrl);
  const reference = commit ?? lookup(repository?.branches, branch ?? '') ?? '';
  const files = lookup(repository?.commits, reference);
  return files === undefined || lookup(files, playbook) === undefined
    ? undefined
    : patternsIn(files, playbook, new Set());
}

/** The `hosts:` of all plays in a playbook, and in those that it imports. */
function patternsIn(files: Readonly<Record<string, string>>, path: string, seen: Set<string>): string[] {
  if (seen.has(path)) {
    return [];
  }
  seen.add(path);
  const text = lookup(files, path) ?? '';
  const own = [...text.matchAll(/^\s*(?:-\s*)?hosts:\s*['"]?([^'"#\n]+?)['"]?\s*(?:#.*)?$/gmu)].map(
    ([, hosts = '']) => hosts,
  );
  const imports = [...text.matchAll(/^\s*(?:-\s*)?(?:ansible\.builtin\.)?import_playbook:\s*(\S+)\s*$/gmu)];
  return [...own, ...imports.flatMap(([, name = '']) => patternsIn(files, name, seen))];
}

/** `A:B`, `A,B`, `all`; `&C` narrows to images, which these are, and `!C` takes away. */
function covers(pattern: string, group: string): boolean {
  const parts = pattern.split(/[:,]/u).map((part) => part.trim());
  return parts.some((part) => part === group || part === 'all') && !parts.includes(`!${group}`);
}
