/** A service answers with a status of 400 or more and a problem body: the CLI ends with 2. */
export class ServiceError extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, detail: string, title = reasonOf(status)) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

/** S3 refuses an operation: the CLI prints this and ends with 1. */
export class ObjectError extends Error {
  constructor(code: string, operation: string, reason: string) {
    super(`An error occurred (${code}) when calling the ${operation} operation: ${reason}`);
  }
}

/** A Python exception that the CLI does not catch: it ends with 1 and a traceback. */
export class UncaughtError extends Error {}

/** The CLI prints this to stdout and ends with 1. */
export class PrintedError extends Error {}

/** The CLI itself refuses: usage, `Error: ...`, 2. `hint` is the line "Try ... for help." */
export class UsageError extends Error {
  readonly hint: boolean;

  constructor(message: string, hint = true) {
    super(message);
    this.hint = hint;
  }
}

/** The site does not model this; the real CLI may well know it. */
export class NotModelledError extends Error {}

const reasons: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [422, 'Unprocessable Entity'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
]);

/** Reason that goes with an HTTP status. */
export function reasonOf(status: number): string {
  return reasons.get(status) ?? (status < 500 ? 'Bad Request' : 'Internal Server Error');
}
