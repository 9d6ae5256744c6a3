import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { english } from '../model/english.js';
import type { Call } from './call.js';

/** One line of `calls.jsonl`. Values of the environment are never in it. */
const LoggedCall = z.object({
  n: z.int(),
  /** Step of the runbook that made the call, from NCN_RUNBOOK_STEP. */
  step: z.nullable(z.string()),
  tool: z.string(),
  argv: z.array(z.string()),
  /** Exit status; null when the caller got no answer. */
  rc: z.nullable(z.int()),
  /** Fault that was put in. */
  fault: z.optional(z.string()),
});
export type LoggedCall = z.infer<typeof LoggedCall>;

/** The calls that a site has seen so far; a line that is not yet whole is left out. */
export function readCalls(directory: string): readonly LoggedCall[] {
  const file = join(directory, 'calls.jsonl');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => LoggedCall.parse(JSON.parse(line), english));
}

/** The log of a site. Emptying or removing the file starts the count again. */
export class CallLog {
  readonly #file: string;
  #count: number;
  /** Calls that have a number but no line yet. */
  #open = 0;

  constructor(directory: string) {
    this.#file = join(directory, 'calls.jsonl');
    this.#count = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').split('\n').length - 1 : 0;
  }

  /** Number of the call that just came in. */
  nextNumber(): number {
    if (this.#open === 0 && isEmpty(this.#file)) {
      this.#count = 0;
    }
    this.#count += 1;
    this.#open += 1;
    return this.#count;
  }

  /** Writes the line of a call. */
  write(call: Call, status: number | null, fault: string | undefined): LoggedCall {
    this.#open -= 1;
    const line: LoggedCall = {
      n: call.number,
      step: call.environment.get('NCN_RUNBOOK_STEP') ?? null,
      tool: call.tool,
      argv: [...call.words],
      rc: status,
      ...(fault === undefined ? {} : { fault }),
    };
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    return line;
  }
}

function isEmpty(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
