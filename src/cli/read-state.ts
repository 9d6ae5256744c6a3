import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateDirectory } from '../evidence/state-directory.js';
import type { Outcome, Problem } from '../model/problem.js';
import { problem } from '../model/problem-codes.js';
import { fileProblem } from './file-problem.js';

/** What a state directory holds, or why there is no evidence in it. It is only read. */
export async function readState(folder: string): Promise<Outcome<StateDirectory>> {
  const file = join(folder, 'evidence.jsonl');
  try {
    const head = await textIn(folder, 'evidence.head'); // first: of a run that goes on, it may be behind, never ahead
    const evidence = await readFile(file);
    if (evidence.length === 0) return { ok: false, problems: [noEvidence(file, 'an empty file')] };
    const end = head === undefined ? {} : { head };
    const value = { evidence, ...end, ...(await marksIn(folder)), ...(await filesIn(folder)) };
    return { ok: true, value, warnings: [] };
  } catch (error) {
    if (isMissing(error)) return { ok: false, problems: [noEvidence(file, 'no such file or directory')] };
    return { ok: false, problems: [fileProblem(folder, 'a state directory that can be read', error)] };
  }
}

async function marksIn(folder: string): Promise<Pick<StateDirectory, 'done' | 'nodes' | 'values'>> {
  return {
    done: await textsIn(join(folder, 'done')),
    nodes: await textsIn(join(folder, 'nodes')),
    values: await textsIn(join(folder, 'values')),
  };
}

async function filesIn(folder: string): Promise<Pick<StateDirectory, 'runbook' | 'saved' | 'intended'>> {
  const runbook = await textIn(folder, 'runbook');
  const saved = await textIn(folder, 'boot-parameters.saved.json');
  const intended = await textIn(folder, 'boot-parameters.intended.json');
  return {
    ...(runbook === undefined ? {} : { runbook }),
    ...(saved === undefined ? {} : { saved }),
    ...(intended === undefined ? {} : { intended }),
  };
}

/** The files of a folder by their names, without their last line feed; those half written are left out. */
async function textsIn(folder: string): Promise<Record<string, string>> {
  const found = await unlessMissing(readdir(folder, { withFileTypes: true }));
  const names = (found ?? []).flatMap((entry) => (entry.isFile() && !entry.name.endsWith('.new') ? [entry.name] : []));
  const texts: [string, string][] = [];
  for (const name of names.sort()) {
    texts.push([name, (await textIn(folder, name))?.replace(/\n$/, '') ?? '']);
  }
  return Object.fromEntries(texts);
}

function textIn(folder: string, name: string): Promise<string | undefined> {
  return unlessMissing(readFile(join(folder, name), 'utf8'));
}

async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function noEvidence(file: string, found: string): Problem {
  const remedy = 'Name the directory that the run was given with --state-dir, or its default.';
  return problem(
    'unreadableFile',
    { file, line: 1, column: 1 },
    { path: '', expected: 'the evidence of a run', found, remedy },
  );
}
