import type { NodeType } from '../model/words.js';
import { fillTemplate } from '../plan/parameters/fill-template.js';
import { type Asker, Cancelled, terminalAsker } from './asker.js';
import { askAll, askNodeType } from './init-questions.js';

/**
 * Asks for the values of a parameter file and shows the file; undefined when the user does not want it. The
 * result is the example of the node type with the answers in it, so exactly what could have been written by hand.
 */
export async function guide(
  readExample: (nodeType: NodeType) => Promise<string>,
  asker: Asker = terminalAsker,
): Promise<string | undefined> {
  try {
    const nodeType = await askNodeType(asker);
    const text = fillTemplate(await readExample(nodeType), await askAll(asker, nodeType));
    asker.show('The file:', text);
    return (await asker.confirm('Write it?')) ? text : undefined;
  } catch (error) {
    if (error instanceof Cancelled) {
      return undefined;
    }
    throw error;
  }
}
