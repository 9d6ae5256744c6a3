import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatProblem, type Outcome } from '../model/problem.js';
import type { SiteDescription } from './description.js';
import { faultGrammar, parseFault } from './fault.js';
import { addFaults } from './fault-file.js';
import { startSite } from './server.js';

const usage = `Usage: serve.js DIR [--site FILE | --parameters FILE] [--fault SPEC]... [--until-stdin-ends]
Serves the simulated site in DIR; prints its port when it is ready and stays until it gets SIGTERM or SIGINT.
  --site FILE         make the site in DIR first, from this site file (YAML)
  --parameters FILE   make the built-in site for this parameter file in DIR first
  --fault SPEC        put a fault in; may be repeated
  --until-stdin-ends  stay until standard input ends, too

${faultGrammar}
`;

/** The value, or the problems on stderr and the end with status 2. */
function valueOrEnd<T>(outcome: Outcome<T>): T {
  if (outcome.ok) {
    return outcome.value;
  }
  process.stderr.write(outcome.problems.map((problem) => `${formatProblem(problem)}\n`).join(''));
  process.exit(2);
}

/** The site to make first; undefined when the one in DIR is to go on. What reads files is loaded only when needed. */
async function describedBy(
  site: string | undefined,
  parameters: string | undefined,
): Promise<SiteDescription | undefined> {
  if (site !== undefined) {
    const { parseSiteFile } = await import('./description.js');
    return valueOrEnd(parseSiteFile(readFileSync(site, 'utf8'), site));
  }
  if (parameters === undefined) {
    return undefined;
  }
  const { parseParameters } = await import('../plan/parse-parameters.js');
  const { siteFor } = await import('./default-site.js');
  return siteFor(valueOrEnd(parseParameters(readFileSync(parameters, 'utf8'), { file: parameters })));
}

async function make(directory: string, description: SiteDescription): Promise<void> {
  const { createSite } = await import('./state.js');
  createSite(directory, description);
}

async function serve(): Promise<void> {
  const options = {
    site: { type: 'string' },
    parameters: { type: 'string' },
    fault: { type: 'string', multiple: true },
    'until-stdin-ends': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [directory] = positionals;
  if (directory === undefined || positionals.length > 1) {
    process.stderr.write(usage);
    process.exit(2);
  }
  const description = await describedBy(values.site, values.parameters);
  if (description !== undefined) {
    await make(directory, description);
  } else if (!existsSync(join(directory, 'settings.json'))) {
    process.stderr.write(`${directory}: no site there; give --site or --parameters to make one\n`);
    process.exit(2);
  }
  addFaults(
    directory,
    (values.fault ?? []).map((spec) => valueOrEnd(parseFault(spec))),
  );
  const site = await startSite(directory);
  process.stdout.write(`${site.port}\n`);
  const end = () => void site.close().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (values['until-stdin-ends']) {
    process.stdin.resume().once('end', end);
  }
}

await serve();
