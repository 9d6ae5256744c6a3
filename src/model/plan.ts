import type { Parameters } from './parameters.js';
import type { Problem } from './problem.js';
import type { Effect, Tool, Trace } from './step.js';
import type { Literal, ParameterValue, ValueName } from './value.js';

/** A procedure resolved for one parameter file: plain JSON, the only thing that renderers read. */
export interface Plan {
  readonly format: 1;
  readonly generator: { readonly name: string; readonly version: string };
  readonly procedure: { readonly id: string; readonly title: string; readonly source: string };
  readonly parameters: Parameters;
  /** Parameter values in the order of the script. */
  readonly values: readonly KnownValue[];
  readonly run: readonly PlannedStep[];
  readonly verify: readonly PlannedStep[];
  readonly rollback: readonly PlannedStep[];
  /** Commands that the script calls, besides coreutils, sed and jq. */
  readonly tools: readonly Tool[];
  readonly coverage: readonly CoveredCommand[];
  readonly warnings: readonly Problem[];
}

/** A value known when generating. */
export interface KnownValue {
  readonly name: ParameterValue;
  readonly what: string;
  readonly value: Literal;
}

/** A value that a step needs, and where it comes from. */
export interface Need {
  readonly name: ValueName;
  readonly what: string;
  /** The step that gives it, or `parameters`. */
  readonly from: string;
}

/** A step resolved for one parameter file. */
export interface PlannedStep {
  readonly id: string;
  /** One-based, within its list. */
  readonly number: number;
  readonly title: string;
  readonly why: string;
  readonly effect: Effect;
  readonly services: readonly string[];
  readonly section: string;
  readonly needs: readonly Need[];
  /** Names that its template may place. */
  readonly places: readonly ValueName[];
  readonly gives: readonly { readonly name: ValueName; readonly what: string }[];
  readonly tools: readonly Tool[];
  readonly differs: readonly string[];
  readonly backOut: string;
  readonly anew: boolean;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly advice: readonly string[];
  readonly trace: readonly Trace[];
}

/** A documented command and what becomes of it in this plan. */
export interface CoveredCommand {
  readonly id: string;
  readonly section: string;
  readonly text: string;
  readonly outcome:
    | { readonly kind: 'documented'; readonly step: string }
    | {
        readonly kind: 'hardened';
        readonly step: string;
        readonly because: string;
        readonly pitfalls: readonly number[];
      }
    | { readonly kind: 'left-out'; readonly because: string };
}
