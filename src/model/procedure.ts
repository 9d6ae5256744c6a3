import type { Parameters } from './parameters.js';
import type { StepDefinition } from './step.js';
import type { RunValue } from './value.js';

/** A place in a procedure: a step, and when it is taken. */
export interface PlacedStep {
  readonly step: StepDefinition;
  readonly when: (parameters: Parameters) => boolean;
}

/** An ordered list of steps, and those to verify and to roll back with. */
export interface Procedure {
  readonly id: string;
  readonly title: string;
  /** The documented procedure it carries out. */
  readonly source: string;
  readonly run: readonly PlacedStep[];
  readonly verify: readonly PlacedStep[];
  readonly rollback: readonly PlacedStep[];
}

/** Accepts a step only when all it needs is given; otherwise the compiler names what is missing. */
type Satisfied<Needs, Given> = [Needs] extends [Given] ? unknown : { readonly missing: Exclude<Needs, Given> };

type Accepted<Needs extends RunValue, Gives extends RunValue, Given extends RunValue> = StepDefinition<Needs, Gives> &
  Satisfied<Needs, Given>;

/** Steps in order; `Given` are the run values that those so far give. Immutable. */
export class Sequence<Given extends RunValue = never> {
  readonly steps: readonly PlacedStep[];

  private constructor(steps: readonly PlacedStep[]) {
    this.steps = steps;
  }

  /** Nothing yet. */
  static empty(): Sequence {
    return new Sequence([]);
  }

  /** Appends a step that needs nothing which is not given yet. */
  then<Needs extends RunValue, Gives extends RunValue>(step: Accepted<Needs, Gives, Given>): Sequence<Given | Gives> {
    return new Sequence([...this.steps, { step, when: () => true }]);
  }

  /** Appends one of two branches; what only one of them gives is not given afterwards. */
  either<Yes extends RunValue, No extends RunValue>(
    when: (parameters: Parameters) => boolean,
    yes: (sequence: Sequence<Given>) => Sequence<Yes>,
    no: (sequence: Sequence<Given>) => Sequence<No>,
  ): Sequence<Extract<Yes, No>> {
    const branch = (steps: readonly PlacedStep[], taken: (parameters: Parameters) => boolean) =>
      steps.slice(this.steps.length).map((placed) => ({
        step: placed.step,
        when: (parameters: Parameters) => taken(parameters) && placed.when(parameters),
      }));
    return new Sequence([
      ...this.steps,
      ...branch(yes(this).steps, when),
      ...branch(no(this).steps, (parameters) => !when(parameters)),
    ]);
  }

  /** A second list that may use everything given by this one: for verifying and rolling back. */
  after<Needs extends RunValue, Gives extends RunValue>(step: Accepted<Needs, Gives, Given>): readonly PlacedStep[] {
    return [{ step, when: () => true }];
  }
}
