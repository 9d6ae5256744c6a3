import type { Problem } from '../../model/problem.js';
import { problem } from '../../model/problem-codes.js';
import type { Tree } from './build-tree.js';
import { pathText } from './raw.js';
import { RawFile, type Rule } from './rule.js';
import { initrdLast, initrdReachesGroup, oneGitReference, playbooksDiffer } from './rules/configuration.js';
import { oneNextBootNode, oneSource, sourceFitsNodeType, thisNodeIsNotStorage } from './rules/image.js';
import {
  groupFitsNodeType,
  hostsFitNodeType,
  nodesDiffer,
  someNodes,
  storageStatesNoWipe,
  subroleFitsNodeType,
} from './rules/targets.js';
import { windowOrder } from './rules/window.js';

const rules: readonly Rule[] = [
  windowOrder,
  oneSource,
  oneNextBootNode,
  sourceFitsNodeType,
  thisNodeIsNotStorage,
  oneGitReference,
  initrdLast,
  playbooksDiffer,
  initrdReachesGroup,
  groupFitsNodeType,
  someNodes,
  subroleFitsNodeType,
  hostsFitNodeType,
  nodesDiffer,
  storageStatesNoWipe,
];

/** What the rules find in the file. */
export function ruleProblems(tree: Tree): readonly Problem[] {
  const file = new RawFile(tree);
  return rules.flatMap((rule) =>
    rule(file).map(({ name, path, expected, found, remedy }) =>
      problem(name, tree.origins.place(path), { path: pathText(path), expected, found, remedy }),
    ),
  );
}
