/** Value of an option as it was given. */
type Pair = readonly [string, string];
export type Value = string | number | boolean | readonly (string | Pair)[];

/** Arguments and options of one call, by name. */
export class Input {
  readonly #arguments: ReadonlyMap<string, string>;
  readonly #options: ReadonlyMap<string, Value>;

  constructor(given: ReadonlyMap<string, string>, options: ReadonlyMap<string, Value>) {
    this.#arguments = given;
    this.#options = options;
  }

  /** An argument, by the name that the usage line shows. */
  argument(name: string): string {
    const value = this.#arguments.get(name);
    if (value === undefined) {
      throw new Error(`no argument ${name}`);
    }
    return value;
  }

  has(option: string): boolean {
    return this.#options.has(option);
  }

  text(option: string): string | undefined {
    const value = this.#options.get(option);
    return typeof value === 'string' ? value : undefined;
  }

  number(option: string): number | undefined {
    const value = this.#options.get(option);
    return typeof value === 'number' ? value : undefined;
  }

  flag(option: string): boolean | undefined {
    const value = this.#options.get(option);
    return typeof value === 'boolean' ? value : undefined;
  }

  list(option: string): readonly string[] {
    return this.#items(option).filter((item) => typeof item === 'string');
  }

  pairs(option: string): readonly Pair[] {
    return this.#items(option).filter((item) => typeof item !== 'string');
  }

  #items(option: string): readonly (string | Pair)[] {
    const value = this.#options.get(option);
    return typeof value === 'object' ? value : [];
  }
}
