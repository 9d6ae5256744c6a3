import type { Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { UnquotableError } from '../render/quote.js';
import { TemplateError } from '../render/template.js';

/**
 * What a rendering that was refused says about templates and values. Whoever edits a template is the user then, so
 * these are mistakes with a place and not bugs; anything else is thrown on.
 */
export function templateProblems(error: unknown, file: string): readonly Problem[] {
  if (error instanceof TemplateError) {
    return error.problems;
  }
  if (error instanceof UnquotableError) {
    return [
      problem(
        'unquotable',
        { file, line: 1, column: 1 },
        {
          path: '',
          expected: 'texts that bash can carry unchanged',
          found: error.message,
          remedy: 'Take these characters out of the parameter file or the step.',
        },
      ),
    ];
  }
  throw error;
}
