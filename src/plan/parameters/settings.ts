import { ParametersFile } from '../../model/parameters-file.js';
import type { Problem } from '../../model/problem.js';
import { type Place, type ProblemName, type ProblemText, problem } from '../../model/problem-codes.js';
import { quoted } from '../../model/visible.js';
import { buildTree, type Tree } from './build-tree.js';
import { childOf, isRawList, isRawMap, type Path, pathText, type Raw, rawMap } from './raw.js';
import { readYaml } from './read-yaml.js';
import { keysOf, schemaAt, wantsText } from './schema-at.js';

/** Where every value of a `--set` is said to be. */
const settingPlace: Place = { file: '--set', line: 1, column: 1 };

interface Setting {
  readonly path: readonly string[];
  readonly text: string;
}

/** Problems of the `--set` options that can be told without the file. */
export function checkSettings(settings: readonly string[]): readonly Problem[] {
  return settings.filter((setting) => readSetting(setting) === undefined).map(formProblem);
}

/** The tree with every `path=value` put in, in order; a later one wins. */
export function applySettings(tree: Tree, settings: readonly string[]): Tree {
  return settings
    .map(readSetting)
    .reduce<Tree>((done, setting) => (setting === undefined ? done : apply(done, setting)), tree);
}

function readSetting(text: string): Setting | undefined {
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(equals, 0)).trim().split('.');
  const usable = equals > 0 && path.length <= 20 && path.every((segment) => segment !== '');
  return usable ? { path, text: text.slice(equals + 1) } : undefined;
}

function apply(tree: Tree, setting: Setting): Tree {
  const path = resolvePath(tree.root, setting.path);
  if (path === undefined) {
    return withProblem(tree, 'settingPath', pathProblem(setting));
  }
  if (path.includes('__proto__')) {
    return withProblem(tree, 'unknownKey', protoProblem(setting));
  }
  const value = readValue(path, setting.text);
  if (value === undefined) {
    return withProblem(tree, 'settingValue', valueProblem(setting));
  }
  noteOrigins(tree, path, setting.text.trim());
  return {
    ...tree,
    root: put(tree.root, path, value),
    broken: tree.broken.filter((broken) => !startsWith(broken, path)),
  };
}

/** Tells list indexes from keys; undefined when the path leads through a text or past the end of a list. */
function resolvePath(root: Raw, segments: readonly string[]): Path | undefined {
  const path: (string | number)[] = [];
  let here: Raw | undefined = root;
  for (const segment of segments) {
    const list =
      isRawList(here) || (isAbsent(here) && keysOf(schemaAt(ParametersFile, path)).length === 0 && wantsList(path));
    const length = isRawList(here) ? here.length : 0;
    const index = /^(?:0|[1-9][0-9]{0,3})$/u.test(segment) ? Number(segment) : undefined;
    if (list ? index === undefined || index > length : !isAbsent(here) && !isRawMap(here)) {
      return undefined;
    }
    path.push(list && index !== undefined ? index : segment);
    here = childOf(here, path.at(-1) ?? '');
  }
  return path;
}

function isAbsent(raw: Raw | undefined): boolean {
  return raw === undefined || raw === null;
}

/** A schema has a child at index 0 only when it is that of a list. */
function wantsList(path: Path): boolean {
  return schemaAt(ParametersFile, [...path, 0]) !== undefined;
}

/** Text as it stands where the schema wants a text, YAML elsewhere; undefined when it is neither. */
function readValue(path: Path, text: string): Raw | undefined {
  const schema = schemaAt(ParametersFile, path);
  const isQuoted = /^\s*["']/u.test(text);
  if (wantsText(schema) && !isQuoted) {
    return text;
  }
  const reading = readYaml(text, settingPlace.file);
  const value = buildTree(reading);
  if (reading.problems.length > 0 || (value?.problems.length ?? 0) > 0) {
    return wantsText(schema) ? text : undefined;
  }
  return value?.root ?? null;
}

/** The value put at the path; maps and lists on the way are copied or made. */
function put(raw: Raw | undefined, path: Path, value: Raw): Raw {
  const [segment, ...rest] = path;
  if (segment === undefined) {
    return value;
  }
  const child = put(childOf(raw, segment), rest, value);
  if (typeof segment === 'number') {
    const items = isRawList(raw) ? raw : [];
    return [...items.slice(0, segment), child, ...items.slice(segment + 1)];
  }
  return rawMap([...(isRawMap(raw) ? Object.entries(raw) : []), [segment, child]]);
}

function noteOrigins(tree: Tree, path: Path, source: string): void {
  for (let length = 1; length < path.length; length += 1) {
    const parent = path.slice(0, length);
    if (tree.origins.get(parent) === undefined) {
      tree.origins.add(parent, { place: settingPlace, keyPlace: settingPlace });
    }
  }
  tree.origins.remove(path);
  tree.origins.add(path, { place: settingPlace, keyPlace: settingPlace, source });
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((segment, index) => path[index] === segment);
}

function withProblem(tree: Tree, name: ProblemName, text: ProblemText): Tree {
  return { ...tree, problems: [...tree.problems, problem(name, settingPlace, text)] };
}

function formProblem(setting: string): Problem {
  return problem('settingForm', settingPlace, {
    path: '',
    expected: 'path=value',
    found: quoted(setting),
    remedy: 'Write it like --set image.revision=rev2.',
  });
}

function pathProblem({ path }: Setting): ProblemText {
  return {
    path: pathText(path),
    expected: 'a path through maps, and through lists by an index that exists or is the next',
    found: 'a path that leads elsewhere',
    remedy: 'Compare the path with the file and with `ncn-runbook schema`.',
  };
}

function protoProblem({ path }: Setting): ProblemText {
  return { path: pathText(path), expected: 'a known key', found: 'the key __proto__', remedy: 'Remove this --set.' };
}

function valueProblem({ path, text }: Setting): ProblemText {
  return {
    path: pathText(path),
    expected: 'a value in YAML',
    found: quoted(text),
    remedy: 'Close brackets, braces and quotes, and put the whole value in single quotes for the shell.',
  };
}
