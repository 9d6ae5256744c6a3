import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Problem } from '../../model/problem.js';
import { problem } from '../../model/problem-codes.js';
import type { Io } from '../io.js';

/** Namespace of all signatures: one made for something else does not count here. */
export const namespace = 'ncn-runbook';

/** How a call of ssh-keygen ended. */
export interface Answer {
  readonly status: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/**
 * Runs the ssh-keygen of this machine on a message.
 *
 * @returns undefined when there is none.
 */
export function sshKeygen(io: Io, args: readonly string[], message: Uint8Array): Promise<Answer | undefined> {
  return started(io, 'ssh-keygen', args, [message]);
}

/**
 * The same with a signature, which ssh-keygen reads from a file only. It gets that of a pipe, so that what may be
 * hostile is never written to disk; a shell makes the pipe, as those of Node.js are sockets, which have no path.
 */
export function sshKeygenOn(
  io: Io,
  args: readonly string[],
  message: Uint8Array,
  signature: Uint8Array,
): Promise<Answer | undefined> {
  const script = 'exec 5<&0; cat <&3 | ssh-keygen "$@" -s /dev/fd/4 4<&0 0<&5';
  return started(io, '/bin/sh', ['-c', script, 'sh', ...args], [message, signature]);
}

function started(
  { env }: Io,
  command: string,
  args: readonly string[],
  [message, signature]: readonly Uint8Array[],
): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    child.stdout?.on('data', (chunk: Uint8Array) => stdout.push(chunk));
    child.stderr?.on('data', (chunk: Uint8Array) => stderr.push(chunk));
    child.on('error', (error) => ('code' in error && error.code === 'ENOENT' ? resolve(undefined) : reject(error)));
    child.on('close', (code) => {
      const status = code ?? -1;
      const answer = { status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
      resolve(status === 127 || /unknown option -- Y/.test(answer.stderr) ? undefined : answer);
    });
    give(child.stdin, message);
    const third = child.stdio[3];
    if (third !== undefined && third !== null && 'end' in third) give(third, signature);
  });
}

/** Gives bytes to a process that need not want them. */
function give(stream: Writable | null, bytes: Uint8Array | undefined): void {
  stream?.on('error', () => undefined);
  stream?.end(bytes);
}

/** Said where signatures are asked for and cannot be made or judged. */
export function noSshKeygen(file: string): Problem {
  return problem(
    'noSshKeygen',
    { file, line: 1, column: 1 },
    {
      path: '',
      expected: 'ssh-keygen of OpenSSH 8.1 or later, which knows signatures',
      found: 'none on PATH',
      remedy: 'Install the OpenSSH client (openssh-client, openssh-clients), or do it on another machine.',
    },
  );
}

/** The last line that ssh-keygen said. */
export function lastLine({ stderr, stdout }: Answer): string {
  const said = `${Buffer.from(stdout).toString()}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return said.at(-1)?.trim() ?? 'nothing';
}
