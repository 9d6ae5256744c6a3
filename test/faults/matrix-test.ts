import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExpectStatic, test } from 'vitest';
import { siteFor } from '../../src/site/default-site.js';
import { planFor, scriptFor } from '../emit.js';
import { Bench } from './bench.js';
import { type Baseline, callNumber, problemWith, type Try, undisturbed } from './matrix.js';
import type { Scenario } from './scenarios.js';

/** A password with what shells, URLs and JSON care about; and as Kubernetes keeps it. */
const password = `p@ss/w#rd?%41 '"$HOME\`id\`\\&|;<>*é`;
const secrets = [password, Buffer.from(password).toString('base64'), encodeURIComponent(password)];

interface Options {
  /** What is tried in place of the script as it is. */
  readonly adapt?: (script: string) => string;
  readonly check?: (expect: ExpectStatic, failures: readonly string[]) => void;
  /** Whether what is synced is kept apart, for tries in which the power fails. */
  readonly watchesSyncs?: boolean;
}

const noneFailed = (expect: ExpectStatic, failures: readonly string[]) => expect(failures).toEqual([]);

/** Runs tries on a site of their own, prints how many there were, and expects none to fail. */
export function faultTest(
  { name, parameters }: Scenario,
  title: string,
  triesOf: (baseline: Baseline) => Try[],
  { adapt = (script) => script, check = noneFailed, watchesSyncs = false }: Options = {},
): void {
  test.concurrent(`${name}: ${title}`, { timeout: 1_800_000 }, async ({ expect }) => {
    const directory = mkdtempSync(join(tmpdir(), 'faults-'));
    const description = siteFor(parameters);
    const { credentials } = description;
    const site = { ...description, credentials: { ...credentials, vcs: { ...credentials.vcs, password } } };
    const script = adapt(scriptFor(parameters));
    const bench = await Bench.open(join(directory, 'bench'), script, parameters, site);
    if (watchesSyncs) bench.watchSyncs();
    try {
      const baseline = await undisturbed(
        bench,
        planFor(parameters).run.map(({ id }) => id),
      );
      const tries = triesOf(baseline);
      const failures: string[] = [];
      for (const attempt of tries) {
        const problem = await problemWith(bench, baseline, attempt, secrets);
        if (problem !== undefined) failures.push(`${attempt.from} with ${attempt.faults.join(', then ')}: ${problem}`);
      }
      console.log(`${name}: ${title}: ${tries.length} points tried, ${failures.length} failed`);
      check(expect, failures);
    } finally {
      await bench.close();
      rmSync(directory, { recursive: true });
    }
  });
}

/** Every call of every step, once with each fault; every n-th try goes on to the end of the procedure. */
export function everyCall(baseline: Baseline, hows: readonly string[], toTheEnd: number): Try[] {
  const { tried = () => true } = baseline;
  const points = baseline.steps.flatMap((step) =>
    (baseline.calls.get(step) ?? []).flatMap((call, index) =>
      tried(step, call) ? hows.map((how) => ({ step, how, nth: index + 1 })) : [],
    ),
  );
  return points.map(({ step, how, nth }, index) => ({
    from: step,
    faults: [`@${callNumber(baseline, step, nth)}=${how}`],
    to: index % toTheEnd === toTheEnd - 1 ? (baseline.steps.at(-1) ?? step) : step,
    ...(how.startsWith('kill') ? { statuses: [137] } : {}),
  }));
}
