import { spawn } from 'node:child_process';

/** How a command ended, and all that it said. */
export interface Ended {
  readonly status: number;
  readonly output: string;
}

/** Where and with what a command runs. */
export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs a command without a terminal; asynchronously, as this very process may be answering its calls. */
export function run(command: string, args: readonly string[], { cwd, env }: Place): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data.toString();
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ status: code ?? -1, output: `${output}${signal ?? ''}` }));
  });
}
