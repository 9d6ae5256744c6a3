/** Exit statuses of the program; the runbook that it generates has its own. */
export const exitStatus = {
  /** Done. */
  ok: 0,
  /** What was compared differs, or what was rehearsed failed. */
  differs: 1,
  /** The user's mistake; nothing was written. */
  mistake: 2,
  /** A bug of this program. */
  bug: 70,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
