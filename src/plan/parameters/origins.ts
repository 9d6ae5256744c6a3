import type { Place } from '../../model/problem-codes.js';
import type { Path } from './raw.js';

/** Where a value comes from. */
export interface Origin {
  readonly place: Place;
  /** Place of its key, where it has one. */
  readonly keyPlace?: Place;
  /** How the file spells a scalar. */
  readonly source?: string;
}

/** Where each value of a tree comes from, by its path. */
export class Origins {
  readonly #root: Origin;
  readonly #byPath = new Map<string, Origin>();

  /** The root stands for all that has no place of its own. */
  constructor(root: Origin) {
    this.#root = root;
  }

  add(path: Path, origin: Origin): void {
    this.#byPath.set(JSON.stringify(path), origin);
  }

  /** Forgets the value at the path and all below it. */
  remove(path: Path): void {
    const key = JSON.stringify(path);
    const below = `${key.slice(0, -1)},`;
    for (const known of [...this.#byPath.keys()]) {
      if (known === key || known.startsWith(below)) {
        this.#byPath.delete(known);
      }
    }
  }

  /** Origin of exactly this value. */
  get(path: Path): Origin | undefined {
    return this.#byPath.get(JSON.stringify(path));
  }

  /** Place of the value, or of the nearest map or list around it that has one. */
  place(path: Path): Place {
    for (let length = path.length; length > 0; length -= 1) {
      const origin = this.get(path.slice(0, length));
      if (origin !== undefined) {
        return origin.place;
      }
    }
    return (this.get([]) ?? this.#root).place;
  }
}
