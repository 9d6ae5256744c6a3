import { type Answer, type Call, type Caller, fail, notModelled, type Preparation, type Prepared } from './call.js';
import { prepareCray } from './cray/cray.js';
import type { Fault, How } from './fault.js';
import { prepareGit } from './git.js';
import { prepareKubectl } from './kubectl.js';
import { killSession, sessionToSignal, signal } from './processes.js';
import { prepareSsh } from './ssh.js';
import { Store } from './store.js';

/** What comes of a call: an answer, silence, or the end of the caller. */
export type Result =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'silence' }
  | { readonly kind: 'kill'; readonly session: number };

const silence: Result = { kind: 'silence' };

/** Carries a call out, with a fault if there is one. */
export async function execute(directory: string, call: Call, caller: Caller, fault?: Fault): Promise<Result> {
  const how = fault?.how;
  if (how?.kind === 'hang') {
    return silence;
  }
  if (how !== undefined && needsSession(how)) {
    return executeSignalling(directory, call, caller, how);
  }
  const preparation = prepare(directory, call, caller);
  return answered('refused' in preparation ? preparation.refused : await perform(preparation, how));
}

function prepare(directory: string, call: Call, caller: Caller): Preparation {
  const store = new Store(directory);
  switch (call.tool) {
    case 'cray':
      return prepareCray(store, call);
    case 'ssh':
      return prepareSsh(store, call, caller);
    case 'kubectl':
      return prepareKubectl(store, call);
    case 'git':
      return prepareGit(store, call, caller);
  }
}

function answered(answer: Answer): Result {
  return { kind: 'answer', answer };
}

function needsSession(how: How): boolean {
  return how.kind === 'signal' || how.kind.startsWith('kill-');
}

async function executeSignalling(directory: string, call: Call, caller: Caller, how: How): Promise<Result> {
  const session = sessionToSignal(call.pid);
  if (session === undefined) {
    return answered(fail(notModelled, 'site: the caller shares a session with the site; start it with setsid\n'));
  }
  if (how.kind === 'signal') {
    signal(session, how.signal);
    return execute(directory, call, caller);
  }
  if (how.kind === 'kill-after') {
    await execute(directory, call, caller);
  }
  const half = how.kind === 'kill-mid' ? performHalf(prepare(directory, call, caller), false) : undefined;
  return half?.status === notModelled ? answered(half) : { kind: 'kill', session };
}

/** Ends the caller; to be called when the log has its line. */
export function kill(session: number): void {
  killSession(session);
}

function performHalf(preparation: Preparation, survives: boolean): Answer {
  if ('refused' in preparation) {
    return preparation.refused;
  }
  return (
    preparation.performHalf?.(survives) ??
    fail(notModelled, "site: drop-mid and kill-mid are for 'cray artifacts create|get'\n")
  );
}

async function perform(prepared: Prepared, how: How | undefined): Promise<Answer> {
  switch (how?.kind) {
    case 'error':
      return prepared.fails({ kind: 'status', status: how.status });
    case 'drop-before':
      return prepared.fails({ kind: 'dropped' });
    case 'drop-after':
      await prepared.perform();
      return prepared.fails({ kind: 'dropped' });
    case 'drop-mid':
      return performHalf(prepared, true);
    case 'garbage':
      return garble(await (prepared.performDamaged ?? prepared.perform)());
    case 'cut':
      return cut(await prepared.perform());
    case 'empty':
      await prepared.perform();
      return { stdout: '\n', stderr: '', status: 0 };
    default:
      return prepared.perform();
  }
}

const page =
  '<html>\n<head><title>503 Service Temporarily Unavailable</title></head>\n<body>\n<center><h1>503 Service Temporarily Unavailable</h1></center>\n</body>\n</html>\n';

/** An HTML page in place of a body; where nothing is printed, there is nothing to replace. */
function garble(answer: Answer): Answer {
  return { stdout: answer.stdout.trim() === '' ? answer.stdout : page, stderr: '', status: 0 };
}

function cut({ stdout }: Answer): Answer {
  return { stdout: `${stdout.slice(0, Math.floor(stdout.trimEnd().length / 2))}\n`, stderr: '', status: 0 };
}
