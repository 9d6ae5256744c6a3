import { colouredLines } from './coloured-lines.js';

/**
 * The lines of a runtime, from its headline on, as markup. As it is the same in all runbooks of a version, the single
 * file holds these lines instead of making them anew each time.
 */
export function colouredRuntime(runtime: string): readonly string[] {
  return colouredLines(runtime);
}
