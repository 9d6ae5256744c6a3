import * as z from 'zod/mini';

/** How often something takes the time of something else: the median of the rounds, and the lowest and highest. */
const Ratio = z.object({ median: z.number(), low: z.number(), high: z.number(), runs: z.int() });
export type Ratio = z.infer<typeof Ratio>;

/** One line of the result: how long something takes, in terms of something else. */
const Row = z.object({
  what: z.string(),
  /** What it is divided by. */
  by: z.string(),
  ratio: z.exactOptional(Ratio),
  /** The highest ratio that is good. */
  goal: z.exactOptional(z.number()),
  /** Why there is no ratio. */
  missing: z.exactOptional(z.string()),
});
export type Row = z.infer<typeof Row>;

/** Cost at several sizes, each in terms of the smallest. */
const Growth = z.object({
  what: z.string(),
  of: z.string(),
  points: z.array(z.object({ size: z.int(), cost: z.number(), runs: z.int() })),
  /** Of a line through them on logarithmic scales. */
  slope: z.number(),
});
export type Growth = z.infer<typeof Growth>;

/** out/bench.json: ratios only, as times tell more about the machine than about the program. */
export const Result = z.object({ rows: z.array(Row), growth: z.array(Growth) });
export type Result = z.infer<typeof Result>;
