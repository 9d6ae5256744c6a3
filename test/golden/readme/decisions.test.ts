import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Parameters } from '../../../src/model/parameters.js';
import { siteFor } from '../../../src/site/default-site.js';
import type { SiteDescription } from '../../../src/site/description.js';
import { scriptFor } from '../../emit.js';
import { Bench } from '../../faults/bench.js';
import { exampleParameters, temporaryDirectory } from './example.js';

const directory = temporaryDirectory();
const benches: Bench[] = [];
afterAll(async () => {
  await Promise.all(benches.map((bench) => bench.close()));
  rmSync(directory, { recursive: true });
});

type SiteEdit = (site: SiteDescription) => Partial<SiteDescription>;

/** Parts of the worker example, or of its built-in site, that are otherwise. */
interface Otherwise {
  readonly bootParameters?: Partial<Parameters['bootParameters']>;
  readonly session?: Partial<Parameters['session']>;
  readonly example?: string;
  readonly change?: NonNullable<Parameters['change']>;
  readonly site?: SiteEdit;
}

async function bench({ bootParameters, session, change, example = 'worker', site }: Otherwise = {}): Promise<Bench> {
  const given = exampleParameters(example);
  const parameters = {
    ...given,
    ...(change === undefined ? {} : { change }),
    session: { ...given.session, ...session },
    bootParameters: { ...given.bootParameters, ...bootParameters },
  };
  const standard = siteFor(parameters);
  const description = { ...standard, ...site?.(standard) };
  const folder = join(directory, String(benches.length));
  const opened = await Bench.open(folder, scriptFor(parameters), parameters, description);
  benches.push(opened);
  return opened;
}

const answers = ['run', '--yes', '--accept-wipe', '--poll-seconds', '0'];

/** A site in which the words of the parameters of the first worker are edited. */
function firstWorker(edit: (params: string) => string): SiteEdit {
  return ({ nodes }) => {
    const first = nodes.findIndex(({ subrole }) => subrole === 'Worker');
    const edited = nodes.map((node, index) =>
      index !== first || node.bootParameters === null
        ? node
        : { ...node, bootParameters: { ...node.bootParameters, params: edit(node.bootParameters.params ?? '') } },
    );
    return { nodes: edited };
  };
}

function callsThat(bench: Bench, words: string): number {
  return bench.calls().filter(({ tool, argv }) => [tool, ...argv].join(' ').startsWith(words)).length;
}

const update = 'cray bss bootparameters update';

test.each([
  ['two metal.no-wipe words', (params: string) => `${params} metal.no-wipe=0`],
  ['another value of metal.no-wipe', (params: string) => params.replace('metal.no-wipe=1', 'metal.no-wipe=10')],
  ['no metal.server', (params: string) => params.replace(/metal[.]server=\S+/u, '')],
  [
    'booted from the PIT node',
    (params: string) => params.replace(/metal[.]server=\S+/u, 'metal.server=http://pit/k8s'),
  ],
  ['a host name of another type', (params: string) => params.replace('hostname=ncn-w', 'hostname=ncn-m')],
])('one node with %s stops the run before any node is written', async (_, edit) => {
  const stopped = await bench({ site: firstWorker(edit) });
  const { status, talk } = await stopped.run(answers);
  expect(status, talk).toBe(1);
  expect(talk).toContain('STOP in save-boot-parameters');
  expect(callsThat(stopped, update)).toBe(0);
});

test('"1" adds the word where it is missing; taking it away again needs --accept-wipe', async () => {
  const withoutWord = firstWorker((params) => params.replace('metal.no-wipe=1', ''));
  const updated = await bench({ bootParameters: { metalNoWipe: '1' }, site: withoutWord });
  const { status, talk } = await updated.run(['run', '--yes', '--poll-seconds', '0']);
  expect(status, talk).toBe(0);
  expect(talk).toContain('+ metal.no-wipe=1');
  expect((await updated.run(['rollback', '--yes'])).status).toBe(5);
  expect((await updated.run(['rollback', '--accept-wipe'])).status).toBe(0);
  expect((await updated.run(['status'])).talk).toContain('Next: update-boot-parameters');
});

test.each([
  { session: { timeoutMinutes: 20, pollSeconds: 30 }, looks: 40 },
  { session: { timeoutMinutes: 2, pollSeconds: 30 }, looks: 20 },
])('a session without end is given up after the looks that fit into the time: $looks', async ({ session, looks }) => {
  const stuck = await bench({
    session,
    site: () => ({ sessions: [{ outcome: 'success', polls: { pending: 99, running: 1, packed: 1 } }] }),
  });
  const { status, talk } = await stuck.run(answers);
  expect(status, talk).toBe(1);
  expect(talk).toContain(`after ${looks} looks; it may take ${session.timeoutMinutes} minutes`);
  expect(callsThat(stuck, 'cray cfs sessions describe')).toBe(1 + looks); // the first to see that it was created
});

test('after a session that failed the next run makes another one from the same image', async () => {
  const polls = { pending: 1, running: 1, packed: 1 };
  const failing = await bench({
    site: () => ({
      sessions: [
        { outcome: 'failed', polls },
        { outcome: 'success', polls },
      ],
    }),
  });
  expect((await failing.run(answers)).status).toBe(1);
  const again = await failing.run(answers);
  expect(again.status, again.talk).toBe(0);
  expect(callsThat(failing, 'cray cfs sessions create')).toBe(1);
  expect(callsThat(failing, 'cray ims images create')).toBe(0);
});

test('masters on CSM 1.3: the equal initrd is a warning', async () => {
  const { status, talk } = await (await bench({ example: 'master' })).run([...answers, '--until', 'result-image']);
  expect(status, talk).toBe(0);
  expect(talk).toContain('WARNING: The initrd of');
});

test.each([
  ['three times unavailable', 'error:503', '1-3', 0, 4],
  ['four times unavailable', 'error:503', '1-4', 1, 4],
  ['a missing right', 'error:403', '1', 1, 1],
])('a query that meets %s', async (_, how, which, expected, tries) => {
  const retried = await bench();
  const fault = `cray hsm state components list#${which}=${how}`;
  const { status, talk } = await retried.run([...answers, '--until', 'find-nodes'], fault);
  expect(status, talk).toBe(expected);
  expect(callsThat(retried, 'cray hsm state components list')).toBe(tries);
});

test('what exists already under the same name stops the run', async () => {
  const id = '11111111-2222-4333-8444-555555555555';
  const image = await bench({
    site: () => ({ images: [{ id, name: 'k8s-0.3.49-rootfs-rev1', link: null, arch: 'x86_64' }] }),
  });
  expect((await image.run(answers)).talk).toContain('IMS has an image named');
  const layer = {
    name: 'other',
    cloneUrl: 'https://api-gw-service-nmn.local/vcs/cray/other.git',
    playbook: 'site.yml',
  };
  const layers = [{ ...layer, commit: '5081c1ecea56002df41218ee39f6030c3eebdf27' }];
  const configuration = await bench({
    site: () => ({ configurations: [{ name: 'ncn-image-customization', layers }] }),
  });
  expect((await configuration.run(answers)).talk).toContain('CFS has another configuration');
  expect(callsThat(configuration, 'cray cfs configurations update')).toBe(0);
});

test('no node is begun after a failure', async () => {
  const one = await bench({ bootParameters: { parallel: 1 } });
  const { status, talk } = await one.run(answers, `${update}=error:503`);
  expect(status, talk).toBe(1);
  expect(callsThat(one, update)).toBe(1);
});

test('outside of the window there is a warning', async () => {
  expect((await (await bench()).run([...answers, '--until', 'preflight'])).talk).toContain(
    'outside the approved window',
  );
});

test('a lock of another host counts as held', async () => {
  const locked = await bench();
  await locked.run([...answers, '--until', 'preflight']);
  symlinkSync('another-host/boot/1/1', join(locked.state, 'lock'));
  const { status, talk } = await locked.run(answers);
  expect(status, talk).toBe(6);
  expect(talk).toContain(join(locked.state, 'lock'));
});
