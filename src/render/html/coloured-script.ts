import { colouredLines } from './coloured-lines.js';
import { knownColours } from './known-colours.js';

/** A function from its name to the brace that ends it, each at the start of a line. */
const functions = /^[a-z_]\w*\(\) \{[\s\S]*?^\}$/gm;

/**
 * The lines of a finished script as markup. Each function is coloured by itself, and what stands between two of them.
 *
 * @param known functions with their markup, which are not coloured anew.
 */
export function colouredScript(script: string, known: ReadonlyMap<string, string> = knownColours): string[] {
  let markup = '';
  let end = 0;
  for (const { 0: text, index } of script.matchAll(functions)) {
    markup += colouredLines(script.slice(end, index)).join('\n') + (known.get(text) ?? colouredLines(text).join('\n'));
    end = index + text.length;
  }
  markup += colouredLines(script.slice(end)).join('\n');
  return markup.split('\n');
}

/** The functions of a script with their markup. */
export function colouredFunctions(script: string): [string, string][] {
  return [...script.matchAll(functions)].map(([text]) => [text, colouredLines(text).join('\n')]);
}
