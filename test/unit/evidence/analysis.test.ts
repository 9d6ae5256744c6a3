import { expect, test } from 'vitest';
import { differencesOf } from '../../../src/evidence/differences.js';
import { changedWords, letsWipe, nodesOf } from '../../../src/evidence/nodes.js';
import { endOf, outcomeOf } from '../../../src/evidence/outcome.js';
import { readEvidence } from '../../../src/evidence/read-evidence.js';
import { sessionsOf } from '../../../src/evidence/sessions.js';
import type { StateDirectory } from '../../../src/evidence/state-directory.js';
import { stepRecords } from '../../../src/evidence/steps.js';
import { record, wholeRun } from './record.js';

const change = (node: string, answer = "status 0 milliseconds 7 output_sha256 '' fault '' error ''") => `
  record change-begun command 'cray update ${node}'
  record change-ended command 'cray update ${node}' ${answer}`;
const failed = "status 2 milliseconds 7 output_sha256 '' fault unavailable error 'Error: 503'";
const step = (id: string, body = '') => `STEP=${id}; record step-begun\n${body}\nrecord step-done`;
const end = (status: number) => `STEP=''; record end status ${status}`;

/** The evidence of a script, with a state directory that holds no more than is given. */
function analysed(script: string, more: Partial<StateDirectory> = {}) {
  const { bytes, head } = record(script);
  const evidence = readEvidence(bytes, head);
  const state: StateDirectory = { evidence: bytes, head, done: {}, nodes: {}, values: {}, ...more };
  const sessions = sessionsOf(evidence.lines);
  const differences = differencesOf(evidence, sessions, state);
  return { evidence, sessions, state, differences, outcome: outcomeOf(sessions, state) };
}

test.each([
  ['complete', wholeRun, { kind: 'done', status: 0 }],
  ['paused', `open_evidence run; ${step('look')}; ${end(0)}`, { kind: 'done', status: 0 }],
  [
    'stopped',
    `open_evidence run; STEP=alter; record step-begun; ${end(1)}`,
    { kind: 'stopped', status: 1, step: 'alter' },
  ],
  [
    'stopped',
    `open_evidence run; STEP=alter; record step-begun; record not-confirmed what x; ${end(5)}`,
    { status: 5 },
  ],
  ['silent', `open_evidence run; STEP=alter; record step-begun`, { kind: 'silent', step: 'alter' }],
  ['silent', 'open_evidence run', { kind: 'silent' }],
  [
    'interrupted',
    `open_evidence run; STEP=alter; record step-begun; record interrupted status 143; ${end(143)}`,
    { status: 143 },
  ],
  [
    'interrupted',
    `open_evidence run; STEP=alter; record step-begun; record interrupted status 130`,
    { status: 130, step: 'alter' },
  ],
  ['rolled-back', `${wholeRun} open_evidence rollback; ${step('restore', change('x1'))}; ${end(0)}`, { kind: 'done' }],
  ['not-rolled-back', `${wholeRun} open_evidence rollback; ${step('restore')}; ${end(0)}`, { kind: 'done' }],
  ['stopped', `${wholeRun} open_evidence rollback; STEP=restore; record step-begun; ${end(1)}`, { step: 'restore' }],
  ['complete', `${wholeRun} open_evidence verify; ${step('reread')}; ${end(4)}`, { kind: 'done' }],
])('the outcome is %s', (kind, script, expected) => {
  const { outcome } = analysed(script);
  expect(outcome?.kind).toBe(kind);
  expect(outcome?.end).toMatchObject(expected);
});

test('a run whose last step was done before is complete by its mark', () => {
  const script = `${wholeRun} open_evidence run; ${end(0)}`;
  expect(analysed(script).outcome?.kind).toBe('paused');
  expect(analysed(script, { done: { tell: 'x' } }).outcome?.kind).toBe('complete');
});

test('steps are counted over all starts, retries only after a fault', () => {
  const { sessions } = analysed(`${wholeRun} open_evidence run; ${step('look')}; ${end(0)}`);
  const [look, alter] = stepRecords(sessions);
  expect(look).toMatchObject({ id: 'look', timesBegun: 2, timesDone: 2, queries: 2, retries: 1, changes: 0 });
  expect(alter).toMatchObject({ id: 'alter', timesBegun: 1, queries: 0, retries: 0, changes: 1, planned: true });
  expect(look?.seconds).toBeGreaterThan(0);
});

test('without the list of steps the plan is what the runs began', () => {
  const { evidence } = analysed(wholeRun);
  const lines = evidence.lines.map((line) =>
    line.event?.event === 'start' ? { ...line, event: { ...line.event, steps: undefined } } : line,
  );
  expect(stepRecords(sessionsOf(lines)).map(({ id }) => id)).toEqual(['look', 'alter', 'tell']);
});

test('a run that went as planned differs in nothing but its faults', () => {
  const { differences } = analysed(wholeRun, {
    done: { look: 'x', alter: 'x' },
    runbook: `worker-image ${emptyDigest}`,
  });
  const { faults, ...others } = differences;
  expect(faults).toMatchObject([{ times: 1, first: { event: { fault: 'unavailable' } } }]);
  expect(Object.values(others).every((list) => list.length === 0)).toBe(true);
});

/** Digest of /dev/null, which stands for the script here. */
const emptyDigest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

test('each difference to the plan is named', () => {
  const script = `open_evidence run; ${step('look')}; STEP=alter; record step-begun
    ${change('x1', failed)}
    record change-begun command 'cray update x2'
    open_evidence run; ${step('look')}; record not-confirmed what 'Go on?'; ${end(5)}
    open_evidence verify; record difference what 'x2 differs'; ${end(4)}`;
  const { differences } = analysed(script, { done: { tell: 'x' }, runbook: 'worker-image 1234' });
  expect(differences.notDone.map(({ id }) => id)).toEqual(['alter', 'tell']);
  expect(differences.repeated.map(({ id }) => id)).toEqual(['look']);
  expect(differences.unclear.map(({ begun, ended }) => [begun.event.command, ended?.event.fault])).toEqual([
    ['cray update x1', 'unavailable'],
    ['cray update x2', undefined],
  ]);
  expect(differences.notConfirmed).toHaveLength(1);
  expect(differences.found).toHaveLength(1);
  expect(differences.unaccounted).toEqual(['tell']);
  expect(differences.scripts).toEqual([emptyDigest, '1234']);
});

test('a step that a roll-back took back is told apart from one that was never done', () => {
  const { differences } = analysed(wholeRun, { done: { look: 'x' } });
  expect(differences.takenBack.map(({ id }) => id)).toEqual(['alter']);
  expect(differences.notDone).toEqual([]);
});

test('what nodes side by side left in a killed run belongs to that run', () => {
  const script = `open_evidence run; STEP=alter; record step-begun
    SPOOL="\${STATE_DIR}/spool/x1"; record change-begun command 'cray update x1'; SPOOL=''
    STEP=''; open_evidence run; ${end(0)}`;
  const [killed, next] = analysed(script).sessions;
  expect(killed?.entries.map(({ event }) => event.event)).toEqual(['step-begun', 'change-begun']);
  expect(next?.entries.map(({ event }) => event.event)).toEqual(['end']);
  expect(killed && endOf(killed)).toEqual({ kind: 'silent', step: 'alter' });
});

const boots = (image: string, wipe: string) => ({
  kernel: `s3://${image}/kernel`,
  initrd: `s3://${image}/initrd`,
  params: `ip=dhcp metal.server=s3://${image}/rootfs  metal.no-wipe=${wipe} hostname=ncn-w001`,
});

test('nodes have their parameters before and after, and their state', () => {
  const names = ['x1', 'x2', 'x3', 'x4'];
  const saved = JSON.stringify(names.map((xname) => ({ hosts: [xname], ...boots('old', '1'), 'cloud-init': {} })));
  const intended = JSON.stringify(names.map((xname) => ({ xname, ...boots('new', '0') })));
  const script = `${wholeRun} open_evidence rollback; ${step('restore', change('x3'))}; ${end(0)}`;
  const nodes = { x1: 'updated', x2: 'begun' };
  const { state, sessions } = analysed(script, { saved, intended, nodes });
  const found = nodesOf(state, sessions);
  expect(found.kind === 'known' && found.nodes.map((node) => [node.xname, node.state])).toEqual([
    ['x1', 'updated'],
    ['x2', 'begun'],
    ['x3', 'put-back'],
    ['x4', 'untouched'],
  ]);
  expect(nodesOf({ ...state, saved: '{' }, sessions)).toMatchObject({ file: 'boot-parameters.saved.json' });
  expect(nodesOf({ ...state, intended: '[1]' }, sessions)).toMatchObject({ file: 'boot-parameters.intended.json' });
});

test('boot parameters are compared word by word', () => {
  expect(changedWords(boots('old', '1').params, `${boots('new', '0').params} more`)).toEqual([
    { sign: ' ', text: 'ip=dhcp' },
    { sign: '-', text: 'metal.server=s3://old/rootfs' },
    { sign: '+', text: 'metal.server=s3://new/rootfs' },
    { sign: '-', text: 'metal.no-wipe=1' },
    { sign: '+', text: 'metal.no-wipe=0' },
    { sign: ' ', text: 'hostname=ncn-w001' },
    { sign: '+', text: 'more' },
  ]);
  expect([boots('a', '0'), boots('a', '1'), { ...boots('a', '1'), params: '' }].map(letsWipe)).toEqual([
    true,
    false,
    true,
  ]);
});
