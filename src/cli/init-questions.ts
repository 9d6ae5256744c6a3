import {
  ArtifactVersion,
  CloneUrl,
  CommitHash,
  ConfigurationName,
  FreeText,
  GitBranch,
  ImageRevision,
  NcnHost,
  type NodeType,
  nodeTypes,
  RunbookName,
  Timestamp,
  Xname,
} from '../model/words.js';
import type { Edit } from '../plan/parameters/fill-template.js';
import type { Raw } from '../plan/parameters/raw.js';
import type { Asker } from './asker.js';

/** The part of a word that the dialogue needs. */
type Word = Pick<typeof Xname, 'safeParse'>;

const listSeparator = /[\s,]+/u;

/** Which kind of node the image is for; decides which example is filled in. */
export function askNodeType(asker: Asker): Promise<NodeType> {
  return asker.choose<NodeType>('Which nodes is the image for?', [
    { value: 'worker', label: 'worker nodes' },
    { value: 'master', label: 'master nodes' },
    { value: 'storage', label: 'storage nodes (Ceph)' },
  ]);
}

/** All other questions, in the order of the file. */
export async function askAll(asker: Asker, nodeType: NodeType): Promise<readonly Edit[]> {
  return [
    { path: ['runbook'], value: await askWord(asker, 'Name of the runbook', RunbookName, `${nodeType}-image`) },
    ...(await askChange(asker)),
    ...(await askSource(asker, nodeType)),
    {
      path: ['image', 'revision'],
      value: await askWord(asker, 'Revision, part of the image name', ImageRevision, 'rev1'),
    },
    ...(await askConfiguration(asker)),
    ...(await askNodes(asker, nodeType)),
    ...(await askNoWipe(asker, nodeType)),
  ];
}

async function askChange(asker: Asker): Promise<readonly Edit[]> {
  const id = await askOptional(asker, 'Number of the change record (empty: none)', FreeText);
  const title = await askOptional(asker, 'What the change is for (empty: not said)', FreeText);
  const start = await askOptional(asker, 'Start of the change window, with zone (empty: none)', Timestamp);
  const end = start === null ? null : await askEnd(asker, start);
  if (id === null && title === null && end === null) {
    return [{ path: ['change'], value: null }];
  }
  return [
    { path: ['change', 'id'], value: id },
    { path: ['change', 'title'], value: title },
    { path: ['change', 'window'], value: start === null || end === null ? null : { start, end } },
  ];
}

function askEnd(asker: Asker, start: string): Promise<string> {
  const check = (answer: string): string | undefined =>
    complaint(Timestamp, answer) ??
    (Date.parse(answer) > Date.parse(start) ? undefined : `expected a time after ${start}`);
  return asker.text({ message: 'End of the change window', initial: start, check });
}

async function askSource(asker: Asker, nodeType: NodeType): Promise<readonly Edit[]> {
  const source = await asker.choose('Where is the image to customize?', [
    { value: 'upgrade', label: 'uploaded by a CSM upgrade' },
    { value: 'nextBoot', label: 'the image that a node boots next time (BSS)' },
    { value: 'booted', label: 'the image that a node is running' },
  ]);
  const host = `ncn-${nodeTypes[nodeType].hostLetter}001`;
  const ask = async (): Promise<Raw> => {
    if (source === 'upgrade') {
      const version = await askOptional(asker, 'Version of the image (empty: read from myenv)', ArtifactVersion);
      return version === null ? {} : { artifactVersion: version };
    }
    return { host: await askHost(asker, nodeType, host) };
  };
  const value = await ask();
  const others = ['upgrade', 'nextBoot', 'booted'].filter((key) => key !== source);
  return [
    ...others.map((key) => ({ path: ['image', 'source', key], value: null })),
    { path: ['image', 'source', source], value },
  ];
}

function askHost(asker: Asker, nodeType: NodeType, initial: string): Promise<string> {
  const check = (answer: string): string | undefined => complaint(NcnHost, answer) ?? wrongKind(answer, nodeType);
  return asker.text({ message: 'Host name of that node', initial, check });
}

function wrongKind(host: string, nodeType: NodeType): string | undefined {
  const start = `ncn-${nodeTypes[nodeType].hostLetter}`;
  return host.startsWith(start) ? undefined : `expected a ${nodeType} node, ${start}...`;
}

async function askConfiguration(asker: Asker): Promise<readonly Edit[]> {
  const name = await askWord(asker, 'Name of the CFS configuration', ConfigurationName, 'ncn-image-customization');
  const named: Edit = { path: ['configuration', 'name'], value: name };
  const origin = await asker.choose('Where does the configuration come from?', [
    { value: 'bootprep', label: 'it exists; sat bootprep made it' },
    { value: 'branch', label: 'create it from a branch of csm-config-management' },
    { value: 'commit', label: 'create it from a commit' },
  ]);
  if (origin === 'bootprep') {
    return [named, { path: ['configuration', 'create'], value: null }];
  }
  const create = ['configuration', 'create'];
  const url = 'https://api-gw-service-nmn.local/vcs/cray/csm-config-management.git';
  const cloneUrl = await askWord(asker, 'Repository', CloneUrl, url);
  const reference =
    origin === 'branch'
      ? await askWord(asker, 'Branch', GitBranch, 'cray/csm/1.14.7')
      : await askWord(asker, 'Commit', CommitHash);
  return [
    named,
    { path: [...create, 'cloneUrl'], value: cloneUrl },
    { path: [...create, 'branch'], value: origin === 'branch' ? reference : null },
    { path: [...create, 'commit'], value: origin === 'commit' ? reference : null },
  ];
}

async function askNodes(asker: Asker, nodeType: NodeType): Promise<readonly Edit[]> {
  const path = ['bootParameters', 'nodes'];
  const { subrole, hostLetter } = nodeTypes[nodeType];
  const by = await asker.choose('Which nodes will boot the new image?', [
    { value: 'subrole', label: `all ${nodeType} nodes` },
    { value: 'hosts', label: 'some, by host name' },
    { value: 'xnames', label: 'some, by xname' },
  ]);
  if (by === 'subrole') {
    return [{ path, value: { subrole } }];
  }
  const check = (item: string): string | undefined =>
    by === 'xnames' ? complaint(Xname, item) : (complaint(NcnHost, item) ?? wrongKind(item, nodeType));
  const initial = by === 'xnames' ? 'x3000c0s7b0n0' : `ncn-${hostLetter}001`;
  const answer = await asker.text({
    message: 'The nodes, separated by blanks or commas',
    initial,
    check: (text) =>
      itemsOf(text)
        .map(check)
        .find((found) => found !== undefined),
  });
  return [{ path, value: { [by]: itemsOf(answer) } }];
}

function itemsOf(answer: string): readonly string[] {
  return [...new Set(answer.trim().split(listSeparator))];
}

async function askNoWipe(asker: Asker, nodeType: NodeType): Promise<readonly Edit[]> {
  const loss = nodeType === 'storage' ? ', Ceph OSDs included' : '';
  const value = await asker.choose('metal.no-wipe of these nodes', [
    { value: '1', label: '1: the disks are kept' },
    { value: 'keep', label: 'keep: stays as it is on each node' },
    { value: '0', label: `0: the next network boot WIPES the disks${loss} (source procedure)` },
  ]);
  return [{ path: ['bootParameters', 'metalNoWipe'], value }];
}

function askWord(asker: Asker, message: string, word: Word, initial?: string): Promise<string> {
  const start = initial === undefined ? {} : { initial };
  return asker.text({ message, ...start, check: (answer) => complaint(word, answer) });
}

async function askOptional(asker: Asker, message: string, word: Word): Promise<string | null> {
  const answer = await asker.text({ message, check: (text) => (text === '' ? undefined : complaint(word, text)) });
  return answer === '' ? null : answer;
}

function complaint(word: Word, answer: string): string | undefined {
  const issue = word.safeParse(answer).error?.issues[0];
  return issue === undefined ? undefined : `expected ${issue.message}`;
}
