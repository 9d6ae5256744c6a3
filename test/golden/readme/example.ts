import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleWith } from '../../../src/bundle/bundle.js';
import { bytesOf } from '../../../src/bundle/bundle-file.js';
import { loadFonts } from '../../../src/cli/read-fonts.js';
import { loadTemplates } from '../../../src/cli/read-templates.js';
import type { Parameters } from '../../../src/model/parameters.js';
import type { Outcome } from '../../../src/model/problem.js';
import { formatProblem } from '../../../src/model/problem.js';
import { parseParameters } from '../../../src/plan/parse-parameters.js';
import { root, textOf } from './document.js';

/** The value of an outcome that must be good. */
export function goodValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) {
    throw new Error(outcome.problems.map(formatProblem).join('\n'));
  }
  return outcome.value;
}

/** The parameters of an example. */
export function exampleParameters(name: string): Parameters {
  const file = `templates/params/${name}.yaml`;
  return goodValue(parseParameters(textOf(file), { file }));
}

/** The bundle of an example, as generate makes it. */
export async function exampleBundle(name: string): Promise<Bundle> {
  const documents = { documents: ['review.html'], pdf: { fonts: loadFonts, paper: 'a4' } } as const;
  return goodValue(await bundleWith(exampleParameters(name), loadTemplates(), documents));
}

/** A new directory for a test. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'ncn-runbook-readme-'));
}

/** Writes a bundle into a directory of its name and tells which one. */
export function writeBundle(directory: string, { runbook, files }: Bundle): string {
  const folder = join(directory, runbook);
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    writeFileSync(join(folder, file.name), bytesOf(file));
    chmodSync(join(folder, file.name), file.executable ? 0o755 : 0o644);
  }
  return folder;
}

/** What a command line prints. `~` stands for the home directory, which is another one on each machine. */
export function outputOf(command: string, directory: string): string {
  const { PATH } = process.env;
  const env = { PATH, HOME: '~' };
  return execFileSync('bash', ['-c', command], { cwd: directory, env, encoding: 'utf8' }).replaceAll(
    `${directory}/`,
    '',
  );
}

/** What the program prints for these arguments. */
export function programOutput(...args: string[]): string {
  return execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args], { cwd: root, encoding: 'utf8' });
}
