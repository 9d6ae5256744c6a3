import { quoted, visible } from '../../model/visible.js';

/** What a YAML file says before anybody checked it. */
export type Raw = string | number | boolean | null | RawList | RawMap;
export type RawList = readonly Raw[];
export interface RawMap {
  readonly [key: string]: Raw;
}

/** Keys and list indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** A path as messages and `--set` write it. */
export function pathText(path: Path): string {
  return path.map((segment) => visible(String(segment))).join('.');
}

/** Tells lists from maps, which `Array.isArray` does not do for readonly arrays. */
export function isRawList(raw: Raw | undefined): raw is RawList {
  return Array.isArray(raw);
}

export function isRawMap(raw: Raw | undefined): raw is RawMap {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** A map that inherits nothing, so that no key of a hostile file means anything to the program. */
export function rawMap(entries: Iterable<readonly [string, Raw]>): RawMap {
  const map: Record<string, Raw> = Object.create(null);
  for (const [key, value] of entries) {
    map[key] = value;
  }
  return map;
}

/** The value at a path; undefined where there is none. */
export function rawAt(raw: Raw | undefined, path: Path): Raw | undefined {
  let here = raw;
  for (const segment of path) {
    here = childOf(here, segment);
  }
  return here;
}

/** The value one step down. */
export function childOf(raw: Raw | undefined, segment: string | number): Raw | undefined {
  if (isRawList(raw)) {
    return typeof segment === 'number' ? raw[segment] : undefined;
  }
  return isRawMap(raw) && Object.hasOwn(raw, segment) ? raw[segment] : undefined;
}

/** What was found, as messages say it. `source` is how the file spells a number or boolean. */
export function describeRaw(raw: Raw | undefined, source: string | undefined): string {
  if (raw === undefined) {
    return 'nothing';
  }
  if (raw === null) {
    return 'an empty value';
  }
  if (typeof raw === 'string') {
    return quoted(raw);
  }
  if (typeof raw === 'object') {
    return describeCollection(raw);
  }
  return `the ${typeof raw} ${visible(source ?? String(raw))}`;
}

function describeCollection(raw: RawList | RawMap): string {
  const kind = isRawList(raw) ? 'list' : 'map';
  return Object.keys(raw).length === 0 ? `an empty ${kind}` : `a ${kind}`;
}
