import type { Parameters } from '../model/parameters.js';
import { ParametersFile } from '../model/parameters-file.js';
import type { Outcome, Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { buildTree, type Tree } from './parameters/build-tree.js';
import { checkByteOrderMark, checkText } from './parameters/check-text.js';
import { complete } from './parameters/complete.js';
import { type Path, pathText } from './parameters/raw.js';
import { readYaml, type YamlReading } from './parameters/read-yaml.js';
import { ruleProblems } from './parameters/rules.js';
import { applySettings, checkSettings } from './parameters/settings.js';
import { shapeProblems } from './parameters/shape-problems.js';

export { formatParameters } from './parameters/format-parameters.js';

/** How a parameter file is read. */
export interface ParseOptions {
  /** Name of the file as the user gave it; only for messages. */
  readonly file: string;
  /** Values from the command line, each `path=value`; they replace those of the file. */
  readonly set?: readonly string[];
}

/** Reads a parameter file: the complete parameters, or everything that is wrong with the file at once. */
export function parseParameters(text: string, options: ParseOptions): Outcome<Parameters> {
  const settings = options.set ?? [];
  const before = [...checkSettings(settings), ...checkByteOrderMark(text, options.file)];
  const unreadable = checkText(text, options.file);
  if (unreadable.length > 0) {
    return refuse([...before, ...unreadable]);
  }
  const reading = readYaml(text, options.file);
  const tree = buildTree(reading);
  if (tree === undefined) {
    return refuse([...before, ...(reading.problems.length > 0 ? reading.problems : [saysNothing(reading)])]);
  }
  return judge(applySettings(tree, settings), [...before, ...reading.problems]);
}

function judge(tree: Tree, before: readonly Problem[]): Outcome<Parameters> {
  const shape = ParametersFile.safeParse(tree.root);
  const judged = [...shapeProblems(tree, shape.error?.issues ?? []), ...ruleProblems(tree)];
  const problems = [...before, ...tree.problems, ...judged.filter((found) => !isBelow(found, tree.broken))];
  if (shape.data === undefined || problems.some(({ severity }) => severity === 'error')) {
    return refuse(problems);
  }
  return { ok: true, value: complete(shape.data), warnings: inOrder(problems) };
}

/** A value that could not be read at all was reported once; what follows from it is not. */
function isBelow(found: Problem, broken: readonly Path[]): boolean {
  return broken.map(pathText).some((path) => path === '' || found.path === path || found.path.startsWith(`${path}.`));
}

function saysNothing(reading: YamlReading): Problem {
  return problem('emptyFile', reading.placeOf(0), {
    path: '',
    expected: 'a parameter file',
    found: 'a file that says nothing',
    remedy: 'Start from an example: ncn-runbook init.',
  });
}

function refuse(problems: readonly Problem[]): Outcome<Parameters> {
  return { ok: false, problems: inOrder(problems) };
}

/** In the order of the file; those of `--set` come last. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const rank = ({ file }: Problem): number => (file === '--set' ? 1 : 0);
  return [...problems].sort(
    (left, right) => rank(left) - rank(right) || left.line - right.line || left.column - right.column,
  );
}
