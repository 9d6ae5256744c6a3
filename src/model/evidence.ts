import * as z from 'zod/mini';

/** The script writes every text that looks like a whole number as a number, be it the name of a host. */
const text = z.union([z.string(), z.pipe(z.number(), z.transform(String))]);

/** A number; a negative one, from a clock that was set back, is written as text. */
const count = z.union([z.number(), z.pipe(z.string().check(z.regex(/^-?\d+$/)), z.transform(Number))]);

/** What every line has; its `seq` and `prev` belong to the chain and are checked as text. */
const common = { time: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)), step: text };

/** What is told of a call that was made. */
const answer = {
  command: text,
  status: count,
  milliseconds: count,
  output_sha256: z._default(text, ''),
  fault: z._default(text, ''),
  error: z._default(text, ''),
};

const start = z.object({
  ...common,
  event: z.literal('start'),
  command: text,
  runbook: text,
  script_sha256: text,
  change_record: z._default(text, ''),
  /** The digest given with `--approved`; empty when none was. */
  approved: z.optional(text),
  /** Who of the allowed signers signed the script; empty when that was not asked. */
  signed_by: z.optional(text),
  /** Ids of the planned steps, separated by blanks. */
  steps: z.optional(text),
  /** Those of them that each run carries out anew, separated by blanks. */
  anew: z.optional(text),
  user: text,
  sudo_user: z._default(text, ''),
  host: text,
  tty: text,
  bash: text,
  jq: text,
});

/** One line of evidence.jsonl, by its event. Keys that are not known here are left out. */
export const EvidenceEvent = z.discriminatedUnion('event', [
  start,
  z.object({ ...common, event: z.literal('torn-line') }),
  z.object({ ...common, event: z.literal('tools'), cray: text }),
  z.object({ ...common, event: z.literal('step-begun') }),
  z.object({ ...common, event: z.literal('step-done') }),
  z.object({ ...common, event: z.literal('query'), ...answer }),
  z.object({ ...common, event: z.literal('change-begun'), command: text }),
  z.object({ ...common, event: z.literal('change-ended'), ...answer }),
  z.object({ ...common, event: z.literal('confirmed'), by: text, what: text }),
  z.object({ ...common, event: z.literal('not-confirmed'), what: text }),
  z.object({ ...common, event: z.literal('difference'), what: text }),
  z.object({ ...common, event: z.literal('interrupted'), status: count }),
  z.object({ ...common, event: z.literal('end'), status: count }),
]);
export type EvidenceEvent = z.infer<typeof EvidenceEvent>;

/** Name of an event. */
export type EventName = EvidenceEvent['event'];

/** The line of that event. */
export type EventOf<Name extends EventName> = Extract<EvidenceEvent, { readonly event: Name }>;

/** The event of a line; undefined when the line is not one that this version knows. */
export function parseEvent(line: string): EvidenceEvent | undefined {
  try {
    return EvidenceEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
