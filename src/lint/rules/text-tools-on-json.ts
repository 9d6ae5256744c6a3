import type { Call } from '../command.js';
import { callOfStage, holdsJson, type Output, outputOf, pipelinesOf, stagesOf } from '../pipeline.js';
import type { Remark, Rule } from '../rule.js';
import type { Script } from '../script.js';
import { nodesOf, type SyntaxNode } from '../syntax.js';
import { variablesIn } from '../words.js';

const textTools = new Set(['sed', 'awk', 'gawk', 'mawk', 'grep', 'egrep', 'fgrep', 'cut']);

/** JSON that is taken apart as if it were lines. */
export const textToolsOnJson: Rule = {
  code: 'NRL102',
  title: 'A text tool works on JSON',
  why: 'Quotes, backslashes and tabs are escaped in JSON, one value may stand on one line or on many, and a pattern that matches nothing is no error. What works today damages the first value with a quote in it.',
  remedy: 'Select and edit with jq, and take the text out with jq -r.',
  bad: `set -o pipefail
cray ims images list --format json | grep '"id"'
`,
  good: `set -o pipefail
cray ims images list --format json | jq -r '.[].id'
`,
  check: (script) => [...pipelinesOf(script).flatMap((node) => inPipeline(script, node)), ...onFiles(script)],
};

function inPipeline(script: Script, node: SyntaxNode): Remark[] {
  let input: Output = 'unknown';
  for (const stage of stagesOf(node)) {
    const call = callOfStage(script, stage);
    const given: Output = call === undefined ? 'unknown' : hereJson(script, call) ? 'json' : input;
    if (call !== undefined && given === 'json' && isTextTool(call)) {
      return [remark(call)];
    }
    input = call === undefined ? 'unknown' : outputOf(script, call, given);
  }
  return [];
}

function hereJson(script: Script, { command }: Call): boolean {
  const around = command.node.parent?.type === 'redirected_statement' ? command.node.parent : command.node;
  const direct = [...command.node.children, ...around.children].filter(({ type }) => type === 'herestring_redirect');
  return direct.flatMap(variablesIn).some((name) => holdsJson(script, name, command.node));
}

/** `tr` alone is no sign, but taking away quotes undoes JSON by hand. */
function isTextTool({ tool, operands }: Call): boolean {
  return textTools.has(tool) || (tool === 'tr' && operands.some(({ text }) => text.includes('"')));
}

/** A text tool on a file into which JSON was written under the same name. */
function onFiles(script: Script): Remark[] {
  const files = new Set(
    script.nodes
      .filter(
        ({ type, children }) => type === 'redirected_statement' && children.some((child) => isJson(script, child)),
      )
      .flatMap((node) => nodesOf(node, 'file_redirect').filter(({ text }) => /^>/u.test(text)))
      .flatMap(({ children }) => children.find(({ field }) => field === 'destination')?.text ?? []),
  );
  files.delete('/dev/null');
  return script.calls
    .filter((call) => textTools.has(call.tool) && call.operands.some(({ node }) => files.has(node.text)))
    .map(remark);
}

function isJson(script: Script, stage: SyntaxNode): boolean {
  const call = callOfStage(script, stage);
  return call !== undefined && outputOf(script, call, 'unknown') === 'json';
}

function remark({ command, tool }: Call): Remark {
  return { at: command.node, message: `${tool} works on JSON` };
}
