import * as clack from '@clack/prompts';

/** The user left the dialogue. */
export class Cancelled extends Error {}

/** One choice of a question. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** A question answered by typing. */
export interface TextQuestion {
  readonly message: string;
  readonly initial?: string;
  /** What is wrong with an answer; undefined when it will do. */
  readonly check: (answer: string) => string | undefined;
}

/** How the dialogue asks; tests answer for themselves. */
export interface Asker {
  text(question: TextQuestion): Promise<string>;
  choose<Value extends string>(message: string, choices: readonly Choice<Value>[]): Promise<Value>;
  confirm(message: string): Promise<boolean>;
  show(title: string, text: string): void;
}

/** Asks on the terminal. */
export const terminalAsker: Asker = {
  async text({ message, initial, check }) {
    const start = initial === undefined ? {} : { initialValue: initial };
    return answered(await clack.text({ message, ...start, validate: (answer) => check(answer ?? '') }));
  },
  async choose<Value extends string>(message: string, choices: readonly Choice<Value>[]) {
    const options = choices.map(({ label }, index) => ({ value: index, label }));
    const index = answered(await clack.select<number>({ message, options }));
    return valueIn(choices[index]);
  },
  async confirm(message) {
    return answered(await clack.confirm({ message }));
  },
  show(title, text) {
    clack.log.message(`${title}\n\n${text}`);
  },
};

function answered<Value>(answer: Value | typeof clack.CANCEL_SYMBOL): Value {
  if (clack.isCancel(answer)) {
    throw new Cancelled();
  }
  return answer;
}

function valueIn<Value extends string>(choice: Choice<Value> | undefined): Value {
  if (choice === undefined) {
    throw new Cancelled();
  }
  return choice.value;
}
