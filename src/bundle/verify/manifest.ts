import { generator } from '../../model/generator.js';
import type { Problem } from '../../model/problem.js';
import { visible } from '../../model/visible.js';
import { type FoundBundle, findingIn } from '../found-bundle.js';
import type { ManifestFile } from '../manifest-file.js';
import { digestFinding } from './checksums.js';

/** In what the files differ from those of the manifest, and the manifest from one of this version. */
export function manifestFindings(found: FoundBundle, manifest: ManifestFile): Problem[] {
  return [...manifestDigestFindings(found, manifest), ...generatorFinding(found, manifest)];
}

/** In what the files differ from those of the manifest. */
export function manifestDigestFindings(found: FoundBundle, manifest: ManifestFile): Problem[] {
  const digests = {
    ...manifest.files,
    'runbook.sh': manifest.scriptSha256,
    'params.yaml': manifest.parametersSha256,
  };
  return Object.entries(digests).flatMap(([name, digest]) =>
    digestFinding(found, name, digest, 'manifestDiffers', 'manifest.json'),
  );
}

function generatorFinding(found: FoundBundle, { generator: { name, version } }: ManifestFile): Problem[] {
  if (name === generator.name && version === generator.version) return [];
  return [
    findingIn(found, 'manifest.json', 'otherGenerator', {
      expected: `a bundle made by ${generator.name} ${generator.version}`,
      found: `one made by ${visible(name)} ${visible(version)}`,
      remedy: `Verify it with the version that made it: only that one can make the same bytes again.`,
    }),
  ];
}
