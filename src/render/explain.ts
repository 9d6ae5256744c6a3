import type { ExplainedCommand, Explanation, NamedValue } from '../model/explanation.js';
import { effectLabels, effectRisks } from './effects.js';
import { textTable, wrapped } from './text-table.js';

const width = 100;
const indentation = '  ';

/**
 * A step in plain words, for a terminal.
 *
 * @param script the lines of scripts in which the step reaches the system; those that alter it begin with `!`.
 */
export function renderExplanation(explanation: Explanation, script: readonly string[]): string {
  const { id, title, why, differs, backOut, section } = explanation;
  return [
    `${id}: ${title}`,
    ...part('Why', paragraph(why)),
    ...part('Effect and risk', riskLines(explanation)),
    ...part('When', paragraph(whenText(explanation))),
    ...part('Source', paragraph(section)),
    ...part('Documented commands that it carries out', explanation.commands.flatMap(commandLines)),
    ...part('Commands of the runbook that reach the system', script.length === 0 ? ['none'] : script),
    ...part('Differs from the source', differs.flatMap(item)),
    ...part('Needs from earlier steps', valueLines(explanation.needs)),
    ...part('Takes from the parameter file, where it says so', valueLines(explanation.uses)),
    ...part('Gives', valueLines(explanation.gives)),
    ...part('Back-out', paragraph(backOut)),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** A heading and its lines; nothing at all when there are none. */
export function part(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => (line === '' ? '' : `${indentation}${line}`))];
}

export function paragraph(text: string): string[] {
  return wrapped(text, width);
}

function item(text: string): string[] {
  return wrapped(text, width - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

function riskLines({ effects, services, tools }: Explanation): string[] {
  const where = services.length === 0 ? ', on this node only' : ` (${services.join(', ')})`;
  const some = tools.length > 1 ? ', those that the parameter file needs' : '';
  const calls = tools.length === 0 ? [] : paragraph(`It calls ${tools.join(', ')}${some}.`);
  if (effects.length > 1) {
    return [
      `depends on the parameter file${where}:`,
      ...effects.flatMap((effect) => item(`${effectLabels[effect]}: ${effectRisks[effect]}`)),
      ...calls,
    ];
  }
  return [
    ...effects.flatMap((effect) => paragraph(`${effectLabels[effect]}${where}. ${effectRisks[effect]}`)),
    ...calls,
  ];
}

function whenText({ list, always }: Explanation): string {
  const command = `'runbook.sh ${list}'`;
  return always ? `Part of every ${command}.` : `Part of ${command} when the parameter file asks for it.`;
}

function commandLines({ section, text, trace }: ExplainedCommand): string[] {
  const how = trace.as === 'documented' ? 'as documented' : `hardened: ${trace.because}${pitfalls(trace.pitfalls)}`;
  return [`${section}:  ${text}`, ...wrapped(how, width - 4).map((line) => `    ${line}`)];
}

function pitfalls(numbers: readonly number[]): string {
  return numbers.length === 0 ? '' : ` (pitfall${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')})`;
}

function valueLines(values: readonly NamedValue[]): string[] {
  return textTable(values.map(({ name, what }) => [name, what]));
}
