/** One call of a stand-in: what a script ran, and where. */
export interface Call {
  /** One-based number of the call on this site. */
  readonly number: number;
  readonly tool: Tool;
  /** Words after the name of the tool. */
  readonly words: readonly string[];
  /** Working directory of the caller; relative paths start there. */
  readonly directory: string;
  /** Process id of the stand-in. */
  readonly pid: number;
  /** CRAY_*, GIT_*, VCS_*, HOME and NCN_RUNBOOK_STEP of the caller. */
  readonly environment: ReadonlyMap<string, string>;
}

/** The tools that a site stands in for. */
export const tools = ['cray', 'ssh', 'kubectl', 'git'] as const;
export type Tool = (typeof tools)[number];

/** What the stand-in prints and how it ends. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** How a request can fail on its way: a status of the gateway, or a connection that breaks. */
export type Failure = { readonly kind: 'status'; readonly status: number } | { readonly kind: 'dropped' };

/** What the stand-in does for the server while a call is carried out. */
export interface Caller {
  /** Runs `command` as `bash -c` in the environment of the caller, gives `input` to it, and answers what it printed. */
  shell(command: string, input: string): Promise<string>;
  /** Runs one program with one argument in the environment of the caller, and answers what it printed. */
  program(path: string, argument: string): Promise<string>;
  /** Reads the standard input of the caller and throws it away, as ssh does. */
  drain(): void;
}

/** A call that is understood: its effect, and how it fails when a fault is put in. */
export interface Prepared {
  /** Has the effect and answers. */
  perform(): Answer | Promise<Answer>;
  /** The answer of the same tool to a request that failed; has no effect. */
  fails(failure: Failure): Answer;
  /**
   * Has the first half of an effect that has two, and answers how the tool ends when the second half fails. A tool
   * that does not survive it cannot clean up.
   */
  performHalf?(survives: boolean): Answer;
  /** Has the effect, but what arrives is damaged, where the tool cannot notice. */
  performDamaged?(): Answer;
}

/** A call that the tool itself refuses, before any request goes out. */
export interface Refused {
  readonly refused: Answer;
}

export type Preparation = Prepared | Refused;

/** An answer that prints `stdout` and succeeds. */
export function succeed(stdout: string): Answer {
  return { stdout, stderr: '', status: 0 };
}

/** An answer that prints `stderr` and ends with `status`. */
export function fail(status: number, stderr: string): Answer {
  return { stdout: '', stderr, status };
}

/** Status of calls that the site does not model; no real tool ends with it. */
export const notModelled = 70;

/** The answer to a call that the real tool may know, but the site does not model. */
export function refuse(what: string): Answer {
  return fail(notModelled, `site: ${what} is not modelled\n`);
}
