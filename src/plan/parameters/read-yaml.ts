import { Composer, type Document, Parser, type YAMLError } from 'yaml';
import { linesOf } from '../../model/lines.js';
import type { Problem } from '../../model/problem.js';
import { type Place, problem } from '../../model/problem-codes.js';
import { visible } from '../../model/visible.js';
import { tooDeep } from './depth.js';
import { keyPaths } from './key-paths.js';
import { syntaxProblem } from './syntax-problem.js';

/** Place of an offset into the text. */
export type PlaceOf = (offset: number) => Place;

/** A YAML text as far as it could be read; no document when it could not be trusted. */
export interface YamlReading {
  readonly document: Document.Parsed | undefined;
  readonly placeOf: PlaceOf;
  readonly problems: readonly Problem[];
}

/**
 * Reads one YAML 1.2 document. A text nested too deep is refused before it is composed, as that is recursive
 * and a hostile file could end the process.
 */
export function readYaml(text: string, file: string): YamlReading {
  const lines = linesOf(text);
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line, column: col };
  };
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) {
    return { document: undefined, placeOf, problems: [depthProblem(placeOf(deep))] };
  }
  // The schema is fixed, so that a %YAML 1.1 line does not turn `no` into a boolean.
  const composer = new Composer({ schema: 'core', resolveKnownTags: false, merge: false });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  return judge(document, second, placeOf);
}

function judge(
  document: Document.Parsed | undefined,
  second: Document.Parsed | undefined,
  placeOf: PlaceOf,
): YamlReading {
  const syntax = syntaxProblems(document, placeOf);
  const tags = (document?.warnings ?? []).map((found) => tagProblem(found, placeOf(found.pos[0])));
  const more = second === undefined ? [] : [severalDocuments(placeOf(second.range[0]))];
  const readable = document?.errors.every((error) => error.code === 'DUPLICATE_KEY') ?? false;
  const usable = readable && tags.length === 0 && second === undefined;
  return { document: usable ? document : undefined, placeOf, problems: [...syntax, ...tags, ...more] };
}

function syntaxProblems(document: Document.Parsed | undefined, placeOf: PlaceOf): readonly Problem[] {
  const errors = document?.errors ?? [];
  const isAboutKeys = errors.some(({ code }) => code === 'DUPLICATE_KEY');
  const paths = keyPaths(isAboutKeys ? document?.contents : undefined);
  return errors.map((error) => syntaxProblem(error, placeOf(error.pos[0]), paths.get(error.pos[0]) ?? []));
}

function depthProblem(place: Place): Problem {
  return problem('tooDeep', place, {
    path: '',
    expected: 'lists and maps nested like those of a parameter file',
    found: 'a much deeper nesting',
    remedy: 'Check that this is the file you meant.',
  });
}

function severalDocuments(place: Place): Problem {
  return problem('severalDocuments', place, {
    path: '',
    expected: 'one YAML document',
    found: 'a second one',
    remedy: 'Put each runbook in a file of its own and remove the line ---.',
  });
}

function tagProblem(found: YAMLError, place: Place): Problem {
  return problem('unknownTag', place, {
    path: '',
    expected: 'a value without a tag of its own',
    found: visible(found.message.replace(/^Unresolved tag: /u, 'the tag ')),
    remedy: 'Remove the word that starts with an exclamation mark, or put the text in quotes.',
  });
}
