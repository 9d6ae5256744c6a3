import type { PlannedStep } from '../../model/plan.js';
import type { Effect } from '../../model/step.js';
import type { NamedDigest } from '../review-words.js';
import type { Rich } from '../rich.js';
import type { ScriptCommand } from '../script-steps.js';

/** The review as data, without any format: what review.html and review.pdf say, in this order. */
export interface ReviewDocument {
  readonly title: Rich;
  readonly subtitle: string;
  readonly runbook: string;
  readonly change: readonly Fact[];
  /** SHA-256 of the script: what is approved. */
  readonly scriptDigest: string;
  readonly digests: readonly NamedDigest[];
  readonly cautions: readonly Rich[];
  readonly warnings: readonly Rich[];
  /** How many steps do what. */
  readonly summary: Rich;
  readonly sections: readonly Section[];
  readonly colophon: Rich;
}

/** A part with a heading. */
export interface Section {
  /** Anchor, unique in the document. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Something with what is said of it: a sentence, or several as a list. */
export type Fact = { readonly what: string } & ({ readonly text: Rich } | { readonly items: readonly Rich[] });

/** A column of a table; `width` is its share of the page in relation to the others. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly isNumber?: true;
}

/** A step with all that a reviewer must know of it. */
export interface StepPart {
  /** Anchor, unique in the document. */
  readonly id: string;
  /** Such as `Step 5`. */
  readonly label: string;
  readonly step: PlannedStep;
  readonly why: Rich;
  readonly facts: readonly Fact[];
  /** Where its lines are in the script. */
  readonly where: Rich;
  readonly commands: readonly ScriptCommand[];
}

/** The commands of one step that alter the system. */
export interface Alterations {
  readonly step: Rich;
  readonly effect: Effect;
  readonly commands: readonly ScriptCommand[];
}

/** What a section is made of. */
export type Block =
  | { readonly kind: 'text'; readonly text: Rich }
  | { readonly kind: 'danger'; readonly text: Rich }
  | { readonly kind: 'list'; readonly items: readonly Rich[] }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Rich[])[];
    }
  | { readonly kind: 'shell'; readonly name: string; readonly lines: readonly string[] }
  | { readonly kind: 'flow'; readonly steps: readonly PlannedStep[] }
  | { readonly kind: 'alterations'; readonly groups: readonly Alterations[] }
  | { readonly kind: 'steps'; readonly parts: readonly StepPart[] }
  | { readonly kind: 'script'; readonly text: string; readonly altering: ReadonlySet<number> }
  | { readonly kind: 'signatures'; readonly roles: readonly string[] };
