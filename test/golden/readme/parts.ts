import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitStatus } from '../../../src/cli/exit-status.js';
import { rules } from '../../../src/lint/rules.js';
import { problemCodes } from '../../../src/model/problem-codes.js';
import { reportOf } from '../../bench/report.js';
import { Result } from '../../bench/row.js';
import { fenced, markdownTable, root, textOf } from './document.js';
import { exampleBundle, outputOf, programOutput, temporaryDirectory, writeBundle } from './example.js';
import { programStatuses, scriptStatuses } from './exit-statuses.js';
import { parameterTable } from './parameter-table.js';

/** The generated parts of the README, by name; all of them follow from the program and its worker example. */
export async function generatedParts(): Promise<ReadonlyMap<string, string>> {
  const directory = temporaryDirectory();
  try {
    return partsFrom(writeBundle(directory, await exampleBundle('worker')));
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
    ...carryingParts(join(bundle, '..'), basename(bundle)),
    ['script-statuses', statusTable(Object.entries(scriptStatuses))],
    ['program-statuses', statusTable(programEntries())],
    ['parameters', parameterTable()],
    ['help', fenced('text', programOutput('--help'))],
    ['help-of-commands', fenced('text', helpOfCommands())],
    ['problem-codes', codeTable()],
    ['speed', reportOf(Result.parse(JSON.parse(textOf('out/bench.json'))))],
    ['lint-rules', ruleTable()],
  ]);
}

/** What packing, verifying and comparing say of that bundle. */
function carryingParts(directory: string, name: string): [string, string][] {
  const next = textOf('templates/params/worker.yaml')
    .replace('revision: rev1', 'revision: rev2')
    .replace('metalNoWipe: "0"', 'metalNoWipe: "1"');
  writeFileSync(join(directory, 'next.yaml'), next);
  const altering = `sed -i 's/METAL_NO_WIPE=0/METAL_NO_WIPE=1/' altered/runbook.sh`;
  outputOf(`cp -r ${name} altered && ${altering}`, directory);
  const commands = {
    archive: [`ncn-runbook pack ${name}`, `tar -tzf ${name}-*.tar.gz`, `tar -xOzf ${name}-*.tar.gz ${name}/README.txt`],
    verify: [`ncn-runbook verify ${name}-*.tar.gz`, 'ncn-runbook verify altered'],
    diff: [`ncn-runbook diff ${name} next.yaml | sed '/^--- /,$d' # what follows is the unified diff of the scripts`],
  };
  return Object.entries(commands).map(([part, lines]) => {
    const shown = lines.map((line) => `$ ${line}\n${outputOf(`${program} ${line} || true`, directory)}`);
    return [part, fenced('console', shown.join(''))];
  });
}

/** The program as a shell function; what it says to people is left out. */
const program = `ncn-runbook() { '${process.execPath}' '${root}dist/cli/main.js' "$@" 2>/dev/null; };`;

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

function ruleTable(): string {
  return markdownTable([
    ['Code', 'Rule', 'What to do'],
    ...rules.map(({ code, title, remedy }) => [`\`${code}\``, title, remedy]),
  ]);
}
