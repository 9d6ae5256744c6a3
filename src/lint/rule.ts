import type { Script } from './script.js';
import type { SyntaxNode } from './syntax.js';

/** What a rule says about one place. */
export interface Remark {
  readonly at: SyntaxNode;
  /** What is wrong here. One sentence. */
  readonly message: string;
  /** What to do, when it is more exact than what the rule says for all. */
  readonly remedy?: string;
}

/** One rule: the reason behind it, an example of each kind, and how it looks at a script. */
export interface Rule {
  /** Permanent. A code that is no longer used is never given to anything else. */
  readonly code: string;
  readonly title: string;
  /** Why it matters, for somebody who knows the shell and not yet the trap. */
  readonly why: string;
  /** What to do. One sentence. */
  readonly remedy: string;
  /** A script in which the rule finds something; other rules may, too. */
  readonly bad: string;
  /** The same done well; no rule finds anything in it. */
  readonly good: string;
  readonly check: (script: Script) => readonly Remark[];
}
