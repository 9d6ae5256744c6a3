import type { Outcome, Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { tools } from './call.js';

/** Which calls a fault is put into. */
export type Where =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'prefix'; readonly words: readonly string[]; readonly first: number; readonly last: number };

const plainKinds = [
  'drop-before',
  'drop-after',
  'drop-mid',
  'garbage',
  'empty',
  'hang',
  'kill-before',
  'kill-mid',
  'kill-after',
] as const;

/** What happens to such a call. */
export type How =
  | { readonly kind: (typeof plainKinds)[number] }
  | { readonly kind: 'cut' }
  | { readonly kind: 'error'; readonly status: number }
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' };

/** A fault, `WHERE=HOW`; see `faultGrammar`. */
export interface Fault {
  readonly spec: string;
  readonly where: Where;
  readonly how: How;
}

/** The grammar, for `--help` and messages. */
export const faultGrammar = `WHERE=HOW
WHERE  @N                      the N-th call of the site
       WORDS[#N|#N-M|#*]       the N-th (default: first), N-th to M-th, or every call that starts with these words,
                               the first of which is cray, ssh, kubectl or git
HOW    error:STATUS            the gateway answers with this HTTP status (400 to 599); no effect
       drop-before drop-after  the connection breaks before, or after, the effect
       garbage garbage:cut     the effect happens, the answer is an HTML page, or is cut
       empty                   the effect happens, the answer is empty
       hang                    no effect, no answer
       kill-before kill-after  the script is killed with SIGKILL before, or after, the effect
       drop-mid kill-mid       the same between the two halves of 'cray artifacts create' or 'get'
       signal:INT|TERM|HUP     the script gets a signal; the call goes on`;

/** Reads a fault. */
export function parseFault(spec: string): Outcome<Fault> {
  const equals = spec.lastIndexOf('=');
  const where = equals === -1 ? undefined : parseWhere(spec.slice(0, equals));
  const how = equals === -1 ? undefined : parseHow(spec.slice(equals + 1));
  return where === undefined || how === undefined
    ? { ok: false, problems: [faultProblem(spec)] }
    : { ok: true, value: { spec, where, how }, warnings: [] };
}

function parseWhere(text: string): Where | undefined {
  const numbered = /^@([1-9][0-9]{0,8})$/u.exec(text)?.[1];
  if (numbered !== undefined) {
    return { kind: 'number', number: Number.parseInt(numbered, 10) };
  }
  const match = /^([^#]*?)\s*(?:#(?:([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?|(\*)))?$/u.exec(text);
  const words = (match?.[1] ?? '').split(/\s+/u).filter((word) => word !== '');
  if (match === null || !tools.some((tool) => tool === words[0])) {
    return undefined;
  }
  const [, , from, to, every] = match;
  const first = from === undefined ? 1 : Number.parseInt(from, 10);
  const last = every === undefined ? Number.parseInt(to ?? String(first), 10) : Number.POSITIVE_INFINITY;
  return last < first ? undefined : { kind: 'prefix', words, first, last };
}

function parseHow(text: string): How | undefined {
  const [name, argument, ...rest] = text.split(':');
  if (rest.length > 0) {
    return undefined;
  }
  if (argument !== undefined) {
    return withArgument(name ?? '', argument);
  }
  const kind = plainKinds.find((known) => known === name);
  return kind === undefined ? undefined : { kind };
}

function withArgument(name: string, argument: string): How | undefined {
  if (name === 'error' && /^[45][0-9]{2}$/u.test(argument)) {
    return { kind: 'error', status: Number.parseInt(argument, 10) };
  }
  if (name === 'garbage' && argument === 'cut') {
    return { kind: 'cut' };
  }
  const signal = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).find((known) => known === `SIG${argument}`);
  return name === 'signal' && signal !== undefined ? { kind: 'signal', signal } : undefined;
}

function faultProblem(spec: string): Problem {
  return problem(
    'faultForm',
    { file: '--fault', line: 1, column: 1 },
    {
      path: '',
      expected: "WHERE=HOW, such as 'cray bss bootparameters update#2=drop-after' or '@14=kill-before'",
      found: JSON.stringify(spec),
      remedy: `The grammar is:\n${faultGrammar.replaceAll(/^/gmu, '      ')}`,
    },
  );
}
