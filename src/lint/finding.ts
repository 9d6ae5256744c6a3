/** One thing that a rule finds in a script. */
export interface Finding {
  /** Permanent code of the rule, such as `NRL101`. */
  readonly code: string;
  readonly file: string;
  /** One-based. */
  readonly line: number;
  /** One-based, in UTF-16 units. */
  readonly column: number;
  /** What is wrong here. One sentence. */
  readonly message: string;
  /** What to do. One sentence. */
  readonly remedy: string;
}

/** The two lines that `lint` prints: place, code and message, then the remedy. */
export function formatFinding({ code, file, line, column, message, remedy }: Finding): string {
  return `${file}:${line}:${column}: ${code} ${message}\n    ${remedy}`;
}
