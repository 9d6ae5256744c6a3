/** Reads a finished script: which lines belong to which step, and which of them touch the system. */

/** A line of the script. */
export interface ScriptLine {
  /** One-based. */
  readonly number: number;
  readonly text: string;
}

/** A command in a step, with the lines that it takes. */
export interface ScriptCommand {
  readonly alters: boolean;
  readonly lines: readonly ScriptLine[];
}

/** A step as it stands in the script. */
export interface ScriptStep {
  /** From its headline to the line before the next headline. */
  readonly lines: readonly ScriptLine[];
  /** Those that reach the system, in their order. */
  readonly commands: readonly ScriptCommand[];
}

/** The steps of a script by their ids. */
export type ScriptSteps = ReadonlyMap<string, ScriptStep>;

/** Reads a finished script. */
export function stepsOfScript(script: string): ScriptSteps {
  const steps = new Map<string, ScriptStep>();
  let number = 0;
  let current: ScriptLine[] | undefined;
  for (const text of script.split('\n')) {
    number += 1;
    if (text.startsWith('# == ')) {
      if (current !== undefined) addStep(steps, current);
      current = headline.test(text) ? [] : undefined;
    }
    current?.push({ number, text });
  }
  if (current !== undefined) addStep(steps, current);
  return steps;
}

/** A step of the script; without lines when it is not there. */
export function stepIn(steps: ScriptSteps, id: string | undefined): ScriptStep {
  return steps.get(id ?? '') ?? { lines: [], commands: [] };
}

const headline = /^# == [A-Z][a-z ]* \d+ of \d+: ([a-z0-9-]+) =/;

function addStep(steps: Map<string, ScriptStep>, lines: readonly ScriptLine[]): void {
  const id = headline.exec(lines[0]?.text ?? '')?.[1];
  if (id !== undefined) steps.set(id, { lines, commands: commandsIn(lines) });
}

/** A line that begins a query or a change, perhaps to store its answer or with settings for this one call. */
const opening =
  /^\s*(?:(?:if|while|until|!|local|then|else) )*(?:\w+=)?(?:"?\$\()?(?:\w+=\S* )*(query|query_if_any|change) (?=\S)/;

function commandsIn(lines: readonly ScriptLine[]): ScriptCommand[] {
  const commands: ScriptCommand[] = [];
  let open: ScriptLine[] | undefined;
  for (const line of lines) {
    const verb = opening.exec(line.text)?.[1];
    if (open !== undefined) open.push(line);
    else if (verb !== undefined) {
      open = [line];
      commands.push({ alters: verb === 'change', lines: open });
    }
    if (!line.text.endsWith('\\')) open = undefined;
  }
  return commands;
}

/**
 * The commands for a code block of the language `diff`: numbered lines, without the indentation that all of a
 * command share; those that alter the system begin with `!`, which is coloured there.
 */
export function listing(commands: readonly ScriptCommand[]): string[] {
  return commands.flatMap((command) =>
    dedented(command).map(({ number, text }) => `${markOf(command)} ${String(number).padStart(5)}  ${text}`),
  );
}

/** The same without numbers, for scripts that nobody has before him. */
export function unnumbered(command: ScriptCommand): string[] {
  return dedented(command).map(({ text }) => `${markOf(command)} ${text}`);
}

function markOf({ alters }: ScriptCommand): string {
  return alters ? '!' : ' ';
}

function dedented({ lines }: ScriptCommand): ScriptLine[] {
  const indentation = Math.min(...lines.map(({ text }) => text.search(/\S|$/)));
  return lines.map(({ number, text }) => ({ number, text: text.slice(indentation) }));
}
