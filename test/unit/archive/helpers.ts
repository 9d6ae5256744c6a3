import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleText, parameterFile } from '../cli/example.js';
import { cli, folder, type Ran, type World } from '../cli/helpers.js';

/** The environment that a command line needs which calls ssh-keygen; it can ask nobody for a passphrase. */
export const environment = { PATH: process.env['PATH'] ?? '', SSH_ASKPASS: '/bin/false', SSH_ASKPASS_REQUIRE: 'force' };

/** Runs a command line that may call ssh-keygen. */
export function program(args: readonly string[], env: World['env'] = environment): Promise<Ran> {
  return cli(args, { env });
}

/** A new key with the file that allows it. */
export interface Key {
  readonly key: string;
  readonly allowed: string;
}

/** Makes a key for a signer of that name. */
export function newKey(signer = 'ops@site', passphrase = ''): Key {
  const key = join(folder(), 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', signer, '-f', key]);
  const allowed = `${key}.allowed`;
  writeFileSync(allowed, `${signer} namespaces="ncn-runbook" ${readFileSync(`${key}.pub`, 'utf8')}`);
  return { key, allowed };
}

/** Writes the bundle of a small parameter file and tells its folder. */
export async function newBundle(runbook = 'one'): Promise<string> {
  const out = folder();
  await cli(['generate', parameterFile(exampleText(runbook)), '--out', out]);
  return join(out, runbook);
}

/** Packs a bundle and tells the path of the archive. */
export async function packedBundle(bundle: string, ...options: string[]): Promise<string> {
  const ran = await program(['pack', bundle, '--out', folder(), ...options]);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.trim();
}

/** Unpacks an archive with the tar of the system and tells the only folder that comes of it. */
export function unpacked(archive: string): string {
  const directory = folder();
  execFileSync('tar', ['-xzf', archive, '-C', directory], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [name = '', ...more] = readdirSync(directory);
  if (more.length > 0) throw new Error(`more than one folder: ${more}`);
  return join(directory, name);
}

/** Packs files with the tar of the system into a folder of that name. */
export function tarOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = folder();
  mkdirSync(join(directory, name));
  for (const [file, content] of Object.entries(files)) writeFileSync(join(directory, name, file), content);
  execFileSync('tar', ['-czf', 'a.tar.gz', name], { cwd: directory });
  return join(directory, 'a.tar.gz');
}

/** The status of a command in a folder. */
export function statusOf(directory: string, command: string): number {
  try {
    execFileSync('bash', ['-c', command], { cwd: directory, stdio: 'ignore' });
    return 0;
  } catch (error) {
    return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : -1;
  }
}
