/** A value that is another; undefined where there is none. */
export interface ValueChange {
  /** Such as `configuration.create.layers[1].name`. */
  readonly path: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Nodes that only one side has, such as `host ncn-w001`. */
export interface NodeChanges {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

const nodesPath = 'bootParameters.nodes';

/** The parameters that differ, but for the nodes, which are a set. */
export function changedValues(from: unknown, to: unknown): ValueChange[] {
  const [before, after] = [new Map(leavesOf(from, '')), new Map(leavesOf(to, ''))];
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => !path.startsWith(`${nodesPath}.`));
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({ path, from: before.get(path), to: after.get(path) }));
}

/** The target nodes that differ. */
export function changedNodes(from: unknown, to: unknown): NodeChanges {
  const [before, after] = [nodesOf(from), nodesOf(to)];
  return {
    removed: before.filter((node) => !after.includes(node)),
    added: after.filter((node) => !before.includes(node)),
  };
}

function nodesOf(parameters: unknown): string[] {
  return leavesOf(parameters, '')
    .filter(([path]) => path.startsWith(`${nodesPath}.`))
    .map(([path, value]) => `${path.slice(nodesPath.length + 1).replace(/s?\[\d+\]$/, '')} ${value}`);
}

/** Every value below a map or a list, with its path; one that is empty stands for itself. */
function leavesOf(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, typeof value === 'string' ? value : String(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path, Array.isArray(value) ? '[]' : '{}']];
  return entries.flatMap(([key, item]) => leavesOf(item, Array.isArray(value) ? `${path}[${key}]` : below(path, key)));
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
