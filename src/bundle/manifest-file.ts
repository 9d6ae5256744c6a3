import * as z from 'zod/mini';
import { english } from '../model/english.js';
import type { Outcome, Problem } from '../model/problem.js';
import { quoted, visible } from '../model/visible.js';
import { type FoundBundle, fileIn, findingIn, notABundle } from './found-bundle.js';

const Digest = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 of 64 lower-case digits'));

/** manifest.json as other versions may have written it, too: keys that this one does not know are let be. */
export const ManifestFile = z.object({
  format: z.literal(1),
  generator: z.object({ name: z.string(), version: z.string() }),
  procedure: z.object({ id: z.string(), title: z.string(), source: z.string() }),
  runbook: z.string().check(z.regex(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/, 'expected the name of a runbook')),
  parametersSha256: Digest,
  runtimeSha256: Digest,
  scriptSha256: Digest,
  files: z.record(z.string(), Digest),
});
export type ManifestFile = z.infer<typeof ManifestFile>;

/** The manifest of a bundle that was read, or what is wrong with it. */
export function manifestIn(found: FoundBundle): Outcome<ManifestFile> {
  const file = fileIn(found, 'manifest.json');
  if (file === undefined) return { ok: false, problems: [notABundle(found, 'no manifest.json in it')] };
  const read = ManifestFile.safeParse(jsonOf(file.bytes), english);
  if (read.success) return { ok: true, value: read.data, warnings: [] };
  return { ok: false, problems: read.error.issues.map((issue) => malformed(found, issue)) };
}

/** Bytes as JSON; undefined when they are none. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return value;
  } catch {
    return undefined;
  }
}

function malformed(found: FoundBundle, { path, message }: z.core.$ZodIssue): Problem {
  const at = path.length === 0 ? 'the file as a whole' : quoted(path.map(String).join('.'));
  return findingIn(found, 'manifest.json', 'manifestForm', {
    expected: 'a manifest of format 1, as generate writes it',
    found: `at ${at}: ${visible(message)}`,
    remedy: 'Take the bundle as it was generated.',
  });
}
