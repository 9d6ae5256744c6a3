import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly session: number;
}

/** Reads what Linux tells about a process; undefined when it is gone. */
function processOf(pid: number): Process | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold blanks and parentheses itself.
    const [state = '', parent = '', , session = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid, state, parent: Number.parseInt(parent, 10), session: Number.parseInt(session, 10) };
  } catch {
    return undefined;
  }
}

function liveProcessesOf(session: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/u.test(name))
    .map((name) => processOf(Number.parseInt(name, 10)))
    .filter((found) => found !== undefined)
    .filter((found) => found.session === session && found.state !== 'Z' && found.state !== 'X')
    .map((found) => found.pid);
}

/** True when this server or one of its ancestors belongs to the session: a signal would hit the wrong ones. */
function isOwnSession(session: number): boolean {
  let current = processOf(process.pid);
  while (current !== undefined) {
    if (current.session === session) {
      return true;
    }
    current = current.parent === 0 ? undefined : processOf(current.parent);
  }
  return false;
}

/** Session of the caller; undefined when it must not be signalled, as it was not started with setsid. */
export function sessionToSignal(pid: number): number | undefined {
  const session = processOf(pid)?.session;
  return session === undefined || session === 0 || isOwnSession(session) ? undefined : session;
}

/** Kills every process of a session, also those that are started meanwhile. */
export function killSession(session: number): void {
  for (let round = 0; round < 100; round += 1) {
    const pids = liveProcessesOf(session);
    if (pids.length === 0) {
      return;
    }
    for (const pid of pids) {
      signal(pid, 'SIGKILL');
    }
  }
}

/** Sends a signal; a process that is gone already is no mistake. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone between looking and signalling.
  }
}
