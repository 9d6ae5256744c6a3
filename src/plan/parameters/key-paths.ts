import { isMap, isScalar, isSeq, type Pair, type Scalar } from 'yaml';
import type { Path } from './raw.js';

type KeyPaths = ReadonlyMap<number, Path>;

/** A key as text; one that YAML reads as a number or boolean as the file spells it. */
export function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** The path of each key at and below a node, by the offset of the key in the text; for keys that are there twice, too. */
export function keyPaths(node: unknown, path: Path = []): KeyPaths {
  if (isMap(node)) {
    return new Map(node.items.flatMap((pair) => [...pairPaths(pair, path)]));
  }
  return new Map(isSeq(node) ? node.items.flatMap((item, index) => [...keyPaths(item, [...path, index])]) : []);
}

function pairPaths({ key, value }: Pair, path: Path): KeyPaths {
  if (!isScalar(key) || key.range === undefined || key.range === null) {
    return new Map();
  }
  const here = [...path, keyText(key)];
  return new Map([[key.range[0], here], ...keyPaths(value, here)]);
}
