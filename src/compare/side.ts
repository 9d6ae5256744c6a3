import { parse } from 'yaml';
import * as z from 'zod/mini';
import type { Bundle } from '../bundle/bundle.js';
import { asBundle, type FoundBundle, fileIn, findingIn } from '../bundle/found-bundle.js';
import { jsonOf } from '../bundle/manifest-file.js';
import { filesOfPacking } from '../bundle/packed.js';
import { rawOf } from '../bundle/raw-file.js';
import { runtimeDigestIn } from '../bundle/verify/runtime.js';
import { english } from '../model/english.js';
import type { Outcome } from '../model/problem.js';
import { visible } from '../model/visible.js';

const Step = z.object({ id: z.string(), title: z.string(), effect: z.string(), services: z.array(z.string()) });

/** As much of plan.json as is compared; other versions may have written more. */
const PlanFile = z.object({
  generator: z.object({ name: z.string(), version: z.string() }),
  procedure: z.object({ id: z.string(), title: z.string(), source: z.string() }),
  run: z.array(Step),
  verify: z.array(Step),
  rollback: z.array(Step),
});

/** A step as far as it is compared. */
export type ComparedStep = z.infer<typeof Step>;

/** One of two runbooks that are compared. */
export interface Side {
  /** As the user named it. */
  readonly path: string;
  readonly plan: z.infer<typeof PlanFile>;
  /** The parameter file as plain data. */
  readonly parameters: unknown;
  readonly script: string;
  /** SHA-256 of the runtime in the script; empty when it has none. */
  readonly runtime: string;
  /** SHA-256 of each file that is the same however the bundle is carried. */
  readonly digests: ReadonlyMap<string, string>;
}

/** A bundle that was just made of a parameter file. */
export function sideOfBundle(path: string, { files }: Bundle): Outcome<Side> {
  return sideOf({ path, files: files.map(rawOf), problems: [] });
}

/** A bundle as it was found; what it says is taken as it stands, whatever version made it. */
export function sideOf(found: FoundBundle): Outcome<Side> {
  const bundle = asBundle(found);
  if (!bundle.ok) return bundle;
  const textOf = (name: string) => new TextDecoder().decode(fileIn(found, name)?.bytes);
  const plan = PlanFile.safeParse(jsonOf(fileIn(found, 'plan.json')?.bytes ?? new Uint8Array()), english);
  if (!plan.success) return unreadable(found, 'plan.json', plan.error.issues[0]?.message ?? '');
  const parameters = yamlOf(textOf('params.yaml'));
  if (parameters === undefined) return unreadable(found, 'params.yaml', 'no YAML');
  const script = textOf('runbook.sh');
  const kept = found.files.filter(({ name }) => !filesOfPacking.includes(name));
  const digests = new Map(kept.map(({ name, digest }) => [name, digest]));
  const runtime = runtimeDigestIn(script) ?? '';
  return { ok: true, value: { path: found.path, plan: plan.data, parameters, script, runtime, digests }, warnings: [] };
}

/** YAML as plain data; undefined when it is none. */
function yamlOf(text: string): unknown {
  try {
    const value: unknown = parse(text, { schema: 'core', maxAliasCount: 0 });
    return value ?? undefined;
  } catch {
    return undefined;
  }
}

function unreadable(found: FoundBundle, name: string, why: string): Outcome<never> {
  const text = {
    expected: 'what generate writes',
    found: visible(why),
    remedy: 'Take the bundle as it was generated; ncn-runbook verify names what is altered.',
  };
  return { ok: false, problems: [findingIn(found, name, 'notABundle', text)] };
}
