import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Problem } from '../../model/problem.js';
import { type ProblemName, type ProblemText, problem } from '../../model/problem-codes.js';
import { visible } from '../../model/visible.js';
import { keyText } from './key-paths.js';
import { Origins } from './origins.js';
import { type Path, pathText, type Raw, rawMap } from './raw.js';
import type { PlaceOf, YamlReading } from './read-yaml.js';

const mostValues = 20_000;

/** What a file says, where it says it, and which parts cannot be used. */
export interface Tree {
  readonly root: Raw;
  readonly origins: Origins;
  readonly problems: readonly Problem[];
  /** Paths whose value is already known to be unusable; nothing more is said about them. */
  readonly broken: readonly Path[];
}

interface Anchored {
  readonly raw: Raw;
  readonly values: number;
  readonly source: string | undefined;
}

/** Turns the document into plain data; undefined when the file says nothing. */
export function buildTree(reading: YamlReading): Tree | undefined {
  const contents = reading.document?.contents;
  if (contents === undefined || contents === null || (isScalar(contents) && contents.value === null)) {
    return undefined;
  }
  const builder = new TreeBuilder(reading.placeOf);
  const root = builder.build(contents, [], undefined);
  return { root, origins: builder.origins, problems: builder.problems, broken: builder.broken };
}

class TreeBuilder {
  readonly origins: Origins;
  readonly problems: Problem[] = [];
  readonly broken: Path[] = [];
  readonly #placeOf: PlaceOf;
  readonly #anchors = new Map<string, Anchored>();
  #values = 0;
  #isFull = false;

  constructor(placeOf: PlaceOf) {
    this.#placeOf = placeOf;
    this.origins = new Origins({ place: placeOf(0) });
  }

  /** The plain value of a node; notes where it and its key are. */
  build(node: unknown, path: Path, keyOffset: number | undefined): Raw {
    const before = this.#values;
    this.#values += 1;
    const source = isScalar(node) ? node.source : undefined;
    this.#note(node, path, keyOffset, source);
    const raw = this.#convert(node, path);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, { raw, values: this.#values - before, source });
    }
    return raw;
  }

  #note(node: unknown, path: Path, keyOffset: number | undefined, source: string | undefined): void {
    const offset = offsetOf(node) ?? keyOffset ?? 0;
    this.origins.add(path, {
      place: this.#placeOf(offset),
      ...(keyOffset === undefined ? {} : { keyPlace: this.#placeOf(keyOffset) }),
      ...(source === undefined ? {} : { source }),
    });
  }

  #convert(node: unknown, path: Path): Raw {
    if (isAlias(node)) {
      return this.#fromAlias(node.source, path);
    }
    if (isMap(node)) {
      return this.#fromMap(node, path);
    }
    return isSeq(node) ? this.#fromList(node, path) : isScalar(node) ? scalarValue(node) : null;
  }

  #fromMap(node: YAMLMap, path: Path): Raw {
    const entries = node.items.map((pair) => this.#fromPair(pair, path)).filter((entry) => entry !== undefined);
    return rawMap(entries);
  }

  #fromPair(pair: Pair, path: Path): readonly [string, Raw] | undefined {
    const key = isScalar(pair.key) ? keyText(pair.key) : undefined;
    if (key === undefined || key === '__proto__') {
      this.#refuseKey(pair.key, key, path);
      return undefined;
    }
    if (isScalar(pair.key) && pair.key.anchor !== undefined) {
      this.#anchors.set(pair.key.anchor, { raw: key, values: 1, source: key });
    }
    return [key, this.build(pair.value, [...path, key], offsetOf(pair.key))];
  }

  #fromList(node: YAMLSeq, path: Path): Raw {
    return node.items.map((item, index) => this.build(item, [...path, index], undefined));
  }

  #fromAlias(name: string, path: Path): Raw {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      return this.#refuse('unresolvedAlias', path, {
        expected: 'an alias of an anchor that was finished before it',
        found: `*${visible(name)}`,
        remedy: `Write the value itself, put &${visible(name)} before an earlier value, or put the text in quotes.`,
      });
    }
    this.#values += anchored.values;
    if (this.#values > mostValues) {
      return this.#stopAliases(path);
    }
    const place = this.origins.place(path);
    this.origins.add(path, { ...this.origins.get(path), place, ...sourceOf(anchored) });
    return anchored.raw;
  }

  /** Said once, at the first alias that is too much; the others follow from it. */
  #stopAliases(path: Path): null {
    if (this.#isFull) {
      this.broken.push(path);
      return null;
    }
    this.#isFull = true;
    return this.#refuse('aliasExpansion', path, {
      expected: `at most ${mostValues} values in the file, aliases resolved`,
      found: 'more',
      remedy: 'Write the values without nesting aliases in aliases.',
    });
  }

  #refuse(name: ProblemName, path: Path, text: Omit<ProblemText, 'path'>): null {
    this.broken.push(path);
    this.problems.push(problem(name, this.origins.place(path), { path: pathText(path), ...text }));
    return null;
  }

  #refuseKey(node: unknown, key: string | undefined, path: Path): void {
    const place = this.#placeOf(offsetOf(node) ?? 0);
    this.problems.push(
      problem(key === undefined ? 'keyNotText' : 'unknownKey', place, {
        path: pathText(path),
        expected: 'a key of one plain word',
        found: key === undefined ? 'a list, a map or an alias as key' : `the key ${visible(key)}`,
        remedy: 'Remove the key and its value.',
      }),
    );
  }
}

function sourceOf(anchored: Anchored): { readonly source?: string } {
  return anchored.source === undefined ? {} : { source: anchored.source };
}

/** Minus zero becomes zero: two spellings of one value must not give two digests. */
function scalarValue(node: Scalar): Raw {
  const value = node.value === 0 ? 0 : node.value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return value;
  }
  return node.source ?? String(value);
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}
