import type { ProblemName, ProblemText } from '../../model/problem-codes.js';
import { NodeType } from '../../model/words.js';
import type { Tree } from './build-tree.js';
import { describeRaw, isRawList, isRawMap, type Path, type Raw, rawAt } from './raw.js';

/** What a rule found wrong. */
export interface Finding extends Omit<ProblemText, 'path'> {
  readonly name: ProblemName;
  readonly path: Path;
}

/**
 * Something that several values must agree on. A rule reads the file as it stands, whatever else is wrong with
 * it, and says nothing about values that it cannot read: their shape is reported anyway.
 */
export type Rule = (file: RawFile) => readonly Finding[];

/** The file as rules read it. */
export class RawFile {
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  at(...path: Path): Raw | undefined {
    return rawAt(this.#tree.root, path);
  }

  text(...path: Path): string | undefined {
    const raw = this.at(...path);
    return typeof raw === 'string' ? raw : undefined;
  }

  /** Keys of the map that have a value; undefined when there is no map. */
  keys(...path: Path): readonly string[] | undefined {
    const raw = this.at(...path);
    return isRawMap(raw) ? Object.keys(raw) : undefined;
  }

  /** Items of the list; none when there is no list. */
  list(...path: Path): readonly Raw[] {
    const raw = this.at(...path);
    return isRawList(raw) ? raw : [];
  }

  nodeType(): NodeType | undefined {
    return NodeType.safeParse(this.at('image', 'nodeType')).data;
  }

  /** What is found at the path, as messages say it. */
  found(path: Path): string {
    return describeRaw(this.at(...path), this.#tree.origins.get(path)?.source);
  }
}
