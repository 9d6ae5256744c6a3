import type { Parameters } from './parameters.js';
import type { SourceCommandId } from './source-commands.js';
import type { ParameterValue, RunValue } from './value.js';

/** What a step does to the system: only reads, creates records, alters what is there, or lets disks be wiped. */
export type Effect = 'reads' | 'creates' | 'changes' | 'wipes';

/** How a step carries out a documented command. */
export type Trace =
  | { readonly command: SourceCommandId; readonly as: 'documented' }
  | {
      readonly command: SourceCommandId;
      readonly as: 'hardened';
      /** One sentence. */
      readonly because: string;
      /** Numbers of the known pitfalls of the documented commands that this avoids. */
      readonly pitfalls: readonly number[];
    };

/** What of a step depends on the parameters. */
export interface Variant {
  /** Branches of the template that are taken. */
  readonly flags?: Readonly<Record<string, boolean>>;
  /** Sentences that the step prints. */
  readonly advice?: readonly string[];
  /** Run values that this variant gives besides those it always gives, for its own use and the record. */
  readonly gives?: readonly RunValue[];
  /** What only this variant does otherwise than the source procedure. */
  readonly differs?: readonly string[];
  /** Documented commands that this variant carries out. */
  readonly trace: readonly Trace[];
}

/**
 * One step: its meaning here, its bash in `templates/steps/<id>.sh.hbs`. `Needs` and `Gives` let the compiler
 * hold a procedure to its order: a step that needs a value which no earlier step gives does not compile.
 */
export interface StepDefinition<Needs extends RunValue = RunValue, Gives extends RunValue = RunValue> {
  readonly id: string;
  readonly title: string;
  /** Why the step is there, for a reviewer. */
  readonly why: string;
  readonly effect: Effect | ((parameters: Parameters) => Effect);
  /** The services it talks to, such as `BSS`; shown in the headline. */
  readonly services: readonly string[];
  /** Section of the source procedure. */
  readonly section: string;
  /** Run values it needs from earlier steps. */
  readonly needs: readonly Needs[];
  /** Run values it always gives. */
  readonly gives: readonly Gives[];
  /** Parameter values that its template may place. */
  readonly uses: readonly ParameterValue[];
  /** Commands that must be on the node, besides coreutils, sed and jq. */
  readonly tools: readonly Tool[] | ((parameters: Parameters) => readonly Tool[]);
  /** What it does otherwise than the source procedure, each with its reason. */
  readonly differs: readonly string[];
  /** How its effect is taken back. */
  readonly backOut: string;
  /** Carried out by each run anew, even when it was done before. */
  readonly anew?: boolean;
  readonly variant: (parameters: Parameters) => Variant;
}

export type Tool = 'cray' | 'ssh' | 'kubectl' | 'git';

/** Declares a step; exists so that the compiler infers what it needs and gives. */
export function defineStep<const Needs extends RunValue, const Gives extends RunValue>(
  definition: StepDefinition<Needs, Gives>,
): StepDefinition<Needs, Gives> {
  return definition;
}
