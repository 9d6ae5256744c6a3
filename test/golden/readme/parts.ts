import { rmSync } from 'node:fs';
import { exitStatus } from '../../../src/cli/exit-status.js';
import { problemCodes } from '../../../src/model/problem-codes.js';
import { fenced, markdownTable } from './document.js';
import { exampleBundle, outputOf, programOutput, temporaryDirectory, writeBundle } from './example.js';
import { programStatuses, scriptStatuses } from './exit-statuses.js';
import { parameterTable } from './parameter-table.js';

/** The generated parts of the README, by name; all of them follow from the program and its worker example. */
export function generatedParts(): ReadonlyMap<string, string> {
  const directory = temporaryDirectory();
  try {
    return partsFrom(writeBundle(directory, exampleBundle('worker')));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function partsFrom(bundle: string): ReadonlyMap<string, string> {
  const [plan = '', usage = ''] = outputOf('bash runbook.sh', bundle).split('\n\nbash runbook.sh');
  return new Map([
    ['step', fenced('bash', outputOf('bash runbook.sh show create-image-record', bundle))],
    ['changes', consoleOf("grep -n 'change ' runbook.sh", bundle)],
    ['plan', fenced('text', plan)],
    ['usage', fenced('text', `bash runbook.sh${usage}`)],
    ['script-statuses', statusTable(Object.entries(scriptStatuses))],
    ['program-statuses', statusTable(programEntries())],
    ['parameters', parameterTable()],
    ['help', fenced('text', programOutput('--help'))],
    ['help-of-commands', fenced('text', helpOfCommands())],
    ['problem-codes', codeTable()],
  ]);
}

/** The help of each command that the help of the program lists. */
function helpOfCommands(): string {
  const [, list = ''] = programOutput('--help').split('\nCommands:\n');
  const names = [...list.matchAll(/^ {2}([a-z]+) /gmu)].map(([, name = '']) => name).filter((name) => name !== 'help');
  return names.map((name) => programOutput(name, '--help').trim()).join('\n\n\n');
}

function consoleOf(command: string, directory: string): string {
  return fenced('console', `$ ${command}\n${outputOf(command, directory)}`);
}

function programEntries(): [string, string][] {
  return Object.entries(exitStatus).map(([name, status]) => [String(status), programStatuses[name] ?? '']);
}

function statusTable(entries: readonly (readonly [string, string])[]): string {
  return markdownTable([['Exit status', 'Meaning'], ...entries]);
}

function codeTable(): string {
  const rows = Object.values(problemCodes).map(({ code, severity, meaning }) => [`\`${code}\``, severity, meaning]);
  return markdownTable([['Code', 'Severity', 'Meaning'], ...rows]);
}
