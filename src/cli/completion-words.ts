import type { Command } from 'commander';

/** What may follow at one place of a command line. */
export interface Completion {
  /** Pattern of a shell's `case`: the command, a blank, and the word before the one to complete. */
  readonly pattern: string;
  readonly words: readonly string[];
}

/** Values that are known for arguments and options, by `command` or `command --option`. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** Everything that can be completed, the more exact places first. No words mean the name of a file. */
export function completionsOf(program: Command, known: KnownValues): readonly Completion[] {
  const commands = program.commands.map((command) => ({ name: command.name(), command }));
  const values = commands.flatMap(({ name, command }) =>
    command.options
      .filter(({ required, optional }) => required || optional)
      .flatMap(({ long, argChoices }) => (long === null || long === undefined ? [] : [{ long, argChoices }]))
      .map(({ long, argChoices }) => ({
        pattern: `"${name} ${long} "*`,
        words: known[`${name} ${long}`] ?? argChoices ?? [],
      })),
  );
  const options = commands.map(({ name, command }) => ({
    pattern: `"${name} "*" -"*`,
    words: [...command.options.flatMap(({ long }) => long ?? []), '--help'],
  }));
  const operands = commands.map(({ name }) => ({ pattern: `"${name} "*`, words: known[name] ?? [] }));
  const atStart = [
    { pattern: '" "*" -"*', words: ['--help', '--version'] },
    { pattern: '" "*', words: commands.map(({ name }) => name) },
  ];
  return [...values, ...options, ...operands, ...atStart];
}
