import type { Call } from '../call.js';
import type { Store } from '../store.js';
import type { Input } from './input.js';

/** How a value is given to an option. */
export type OptionKind = 'text' | 'integer' | 'boolean' | 'flag' | 'count' | 'list' | 'pairs';

/** An option of a command. */
export interface OptionSpec {
  /** Long name, such as `--hosts`. */
  readonly name: string;
  readonly short?: string;
  readonly kind: OptionKind;
  /** Values that the CLI itself accepts; any when absent. */
  readonly choices?: readonly string[];
  readonly required?: boolean;
  /** Environment variable besides the one made of the command path. */
  readonly variable?: string;
  /** False when the site does not model what the option does. */
  readonly modelled?: boolean;
}

/** What a command works on. */
export interface Work {
  readonly store: Store;
  readonly call: Call;
  readonly input: Input;
}

/** A leaf command of `cray`. */
export interface Command {
  /** Words after `cray`. */
  readonly path: readonly string[];
  /** Names of the arguments, as the usage line shows them. */
  readonly arguments: readonly string[];
  readonly options: readonly OptionSpec[];
  /** Method and path of the request, for `-vv`. */
  readonly request: string;
  /** S3 operation that fails first, for commands that talk to S3. */
  readonly operation?: string;
  /** Carries the request out; answers the body, or undefined when there is none. */
  run(work: Work): unknown;
  /**
   * First half of an effect that has two, and how the command ends when the second half fails; when the command
   * does not survive it, it cannot clean up.
   */
  runHalf?(work: Work, survives: boolean): Error;
  /** The effect, with damaged data. */
  runDamaged?(work: Work): unknown;
}

/** A required text option. */
export function requiredText(name: string): OptionSpec {
  return { name, kind: 'text', required: true };
}

/** Options that each take a text. */
export function texts(...names: readonly string[]): readonly OptionSpec[] {
  return names.map((name) => ({ name, kind: 'text' }));
}

/** Options that the CLI has and the site does not model. */
export function unmodelled(...names: readonly string[]): readonly OptionSpec[] {
  return names.map((name) => ({ name, kind: 'text', modelled: false }));
}
