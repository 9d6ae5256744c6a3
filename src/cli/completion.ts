import { Argument, Command } from 'commander';
import { rules } from '../lint/rules.js';
import { generator } from '../model/generator.js';
import { stepIds } from '../plan/explain.js';
import { commands } from './commands.js';
import { completionScript, type Shell, shells } from './completion-script.js';
import { completionsOf } from './completion-words.js';
import { exampleNames } from './examples.js';
import type { Io } from './io.js';

/** `completion bash|zsh`: the script that completes command lines. */
export function registerCompletion(command: Command, io: Io): void {
  const { name } = generator;
  command
    .addArgument(new Argument('<shell>', 'shell that the script is for').choices(shells))
    .addHelpText(
      'after',
      `\nIn bash:  source <(${name} completion bash)\nIn zsh:   source <(${name} completion zsh)   # after compinit`,
    )
    .action(async (shell: Shell) => {
      const known = {
        completion: shells,
        explain: [...stepIds(), ...rules.map(({ code }) => code)],
        'init --example': await exampleNames(),
      };
      io.stdout.write(completionScript(shell, name, completionsOf(await completeProgram(io), known)));
    });
}

/** A program with all that the commands have. The one that runs has that only of the command that was called. */
async function completeProgram(io: Io): Promise<Command> {
  const program = new Command();
  for (const { name, load } of commands) {
    (await load())(program.command(name), io);
  }
  return program;
}
