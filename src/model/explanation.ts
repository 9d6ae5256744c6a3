import type { SourceCommand } from './source-commands.js';
import type { Effect, Tool, Trace } from './step.js';
import type { ValueName } from './value.js';

/** A value by name, with what it is. */
export interface NamedValue {
  readonly name: ValueName;
  readonly what: string;
}

/** A documented command that a step carries out, for some parameter files at least. */
export interface ExplainedCommand extends SourceCommand {
  readonly trace: Trace;
}

/** What a step is, over all parameter files. */
export interface Explanation {
  readonly id: string;
  readonly title: string;
  /** The command of the runbook that carries it out. */
  readonly list: 'run' | 'verify' | 'rollback';
  /** Whether each runbook of the procedure has it. */
  readonly always: boolean;
  readonly why: string;
  /** More than one where it depends on the parameter file. */
  readonly effects: readonly Effect[];
  readonly services: readonly string[];
  readonly section: string;
  readonly needs: readonly NamedValue[];
  readonly uses: readonly NamedValue[];
  readonly gives: readonly NamedValue[];
  readonly tools: readonly Tool[];
  readonly differs: readonly string[];
  readonly backOut: string;
  readonly commands: readonly ExplainedCommand[];
}
