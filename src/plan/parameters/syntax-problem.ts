import type { ErrorCode, YAMLError } from 'yaml';
import type { Problem } from '../../model/problem.js';
import { type Place, problem } from '../../model/problem-codes.js';
import { visible } from '../../model/visible.js';
import { type Path, pathText } from './raw.js';

interface Advice {
  readonly found: string;
  readonly remedy: string;
}

const advice: Readonly<Partial<Record<ErrorCode, Advice>>> = {
  TAB_AS_INDENT: { found: 'a tab as indentation', remedy: 'Indent with spaces.' },
  BAD_INDENT: { found: 'an indentation that fits no line above', remedy: 'Indent the line like its neighbours.' },
  BLOCK_AS_IMPLICIT_KEY: {
    found: 'a second colon on one line',
    remedy: 'Put the value in quotes, or start a new line after the first colon.',
  },
  MULTILINE_IMPLICIT_KEY: {
    found: 'a key over several lines',
    remedy: 'Check the colon, the quotes and the indentation here.',
  },
  BAD_DQ_ESCAPE: {
    found: 'an unknown escape in a text in double quotes',
    remedy: 'Use single quotes, in which a backslash is only a backslash.',
  },
};

/**
 * An error of the YAML reader in words that help.
 *
 * @param key path of the key that it is about, where it is about one.
 */
export function syntaxProblem(error: YAMLError, place: Place, key: Path): Problem {
  if (error.code === 'DUPLICATE_KEY') {
    return problem('duplicateKey', place, {
      path: pathText(key),
      expected: 'each key once in a map',
      found: 'a key that is there already',
      remedy: 'Keep one of the two.',
    });
  }
  const { found, remedy } = advice[error.code] ?? {
    found: visible(`${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`),
    remedy: 'Correct the line, or the one above it; a text with special characters needs quotes.',
  };
  return problem('syntax', place, { path: '', expected: 'YAML', found, remedy });
}
