import type * as z from 'zod/mini';
import { ParametersFile } from '../../model/parameters-file.js';
import type { Problem } from '../../model/problem.js';
import { type ProblemName, problem } from '../../model/problem-codes.js';
import { visible } from '../../model/visible.js';
import type { Tree } from './build-tree.js';
import { closest } from './closest.js';
import { describeRaw, type Path, pathText, type Raw, rawAt } from './raw.js';
import { descriptionAt, keysOf, schemaAt } from './schema-at.js';

type Issue = z.core.$ZodIssue;

/** The findings of zod, in the user's words and at their places. */
export function shapeProblems(tree: Tree, issues: readonly Issue[]): readonly Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(tree, path, key))
      : [valueProblem(tree, path, issue)];
  });
}

const names: Readonly<Partial<Record<Issue['code'], ProblemName>>> = {
  invalid_type: 'wrongType',
  invalid_value: 'notAllowed',
  too_big: 'outOfRange',
  too_small: 'outOfRange',
};

function valueProblem(tree: Tree, path: Path, issue: Issue): Problem {
  const raw = rawAt(tree.root, path);
  if (raw === undefined) {
    return missingValue(tree, path, issue.message);
  }
  const source = tree.origins.get(path)?.source;
  const name =
    typeof raw === 'string' || issue.code !== 'invalid_value' ? (names[issue.code] ?? 'wrongForm') : 'wrongType';
  return problem(name, tree.origins.place(path), {
    path: pathText(path),
    expected: issue.message,
    found: describeRaw(raw, source),
    remedy: remedyFor(path, raw, source),
  });
}

/** Whether the text that the file spells would do, had YAML not read it as a number or boolean. */
function needsQuotes(path: Path, raw: Raw, source: string | undefined): boolean {
  if (typeof raw !== 'number' && typeof raw !== 'boolean') {
    return false;
  }
  const schema = schemaAt(ParametersFile, path);
  return schema !== undefined && accepts(schema, source ?? String(raw));
}

function accepts(schema: z.core.$ZodType, text: string): boolean {
  const result = schema['~standard'].validate(text);
  return !(result instanceof Promise) && result.issues === undefined;
}

function remedyFor(path: Path, raw: Raw, source: string | undefined): string {
  if (needsQuotes(path, raw, source)) {
    return `Put quotes around it: "${visible(source ?? String(raw))}".`;
  }
  if (path.length === 0) {
    return 'Start from an example: ncn-runbook init.';
  }
  const description = descriptionAt(ParametersFile, path);
  const advice = raw === null ? 'Give a value, or remove the key' : 'Correct the value';
  return description === undefined ? `${advice}.` : `${advice}; it means: ${description}`;
}

function missingValue(tree: Tree, path: Path, expected: string): Problem {
  const parent = path.slice(0, -1);
  const where = parent.length === 0 ? 'at the top level of the file' : `below ${pathText(parent)}`;
  const description = descriptionAt(ParametersFile, path);
  return problem('missingValue', tree.origins.place(parent), {
    path: pathText(path),
    expected,
    found: 'nothing',
    remedy: `Add the key ${pathText(path.slice(-1))} ${where}${description === undefined ? '.' : `; it means: ${description}`}`,
  });
}

function unknownKey(tree: Tree, path: Path, key: string): Problem {
  const known = keysOf(schemaAt(ParametersFile, path));
  const guess = closest(key, known);
  const origin = tree.origins.get([...path, key]);
  return problem('unknownKey', origin?.keyPlace ?? tree.origins.place(path), {
    path: pathText([...path, key]),
    expected: `one of the keys ${known.join(', ')}`,
    found: `the unknown key ${visible(key)}`,
    remedy: guess === undefined ? 'Remove the key and its value.' : `Did you mean ${guess}?`,
  });
}
