import { jsonText } from '../render/json.js';
import type { RenderInput } from '../render/renderers.js';
import type { BundleFile } from './bundle-file.js';

/**
 * manifest.json: what made the bundle, from what, and the digest of each of its files but itself and SHA256SUMS.
 * A program that reads it should refuse a `format` that it does not know.
 */
export function manifestOf(input: RenderInput, files: readonly BundleFile[]): string {
  const { plan, parameterDigest, runtimeDigest, scriptDigest } = input;
  return jsonText({
    format: 1,
    generator: plan.generator,
    procedure: plan.procedure,
    runbook: plan.parameters.runbook,
    parametersSha256: parameterDigest,
    runtimeSha256: runtimeDigest,
    scriptSha256: scriptDigest,
    files: Object.fromEntries(files.map(({ name, digest }) => [name, digest])),
  });
}
