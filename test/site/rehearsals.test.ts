import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Parameters } from '../../src/model/parameters.js';
import { siteFor } from '../../src/site/default-site.js';
import { rehearse } from '../../src/site/rehearsal.js';
import { Store } from '../../src/site/store.js';
import { combinations } from '../combinations.js';
import { planFor, scriptFor } from '../emit.js';

/** The nodes that a parameter file means, found in the site without the help of the script. */
function intendedNodes(parameters: Parameters, store: Store): string[] {
  const { subrole, xnames, hosts } = parameters.bootParameters.nodes;
  const inHsm = store.hsm.components
    .filter((node) => node['Type'] === 'Node' && node['Role'] === 'Management' && node['SubRole'] === subrole)
    .map(({ ID }) => ID);
  const byHost = (hosts ?? []).map((host) => store.nodes[host]?.files['/etc/cray/xname']?.trim() ?? host);
  return [...new Set([...inHsm, ...(xnames ?? []), ...byHost])].sort();
}

/** What the documented procedure means the parameters to become. */
function intendedParams(before: string, image: string, noWipe: string): string {
  const edited = before.replace(/(^|\s)metal\.server=\S+/, `$1metal.server=s3://boot-images/${image}/rootfs`);
  return noWipe === 'keep' ? edited : edited.replace(/(^|\s)metal\.no-wipe=[01](?=\s|$)/, `$1metal.no-wipe=${noWipe}`);
}

async function carryOut(parameters: Parameters) {
  const directory = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  let talk = '';
  const onTalk = (text: string) => {
    talk += text;
  };
  const description = siteFor(parameters);
  const result = await rehearse({ script: scriptFor(parameters), description, faults: [], directory, onTalk });
  return { directory, result, talk, store: new Store(join(directory, 'site')) };
}

describe.concurrent('all combinations rehearse to the right end state', () => {
  for (const { name, parameters } of combinations()) {
    test(name, { timeout: 240_000 }, async () => {
      const { directory, result, talk, store } = await carryOut(parameters);
      expect(result.statuses, talk).toEqual([0]);
      const session = store.cfs.sessions[0];
      expect(store.cfs.sessions).toHaveLength(1);
      expect(session?.target.groups[0]?.name).toBe(parameters.session.targetGroup);
      const image = session?.status.artifacts[0]?.result_id ?? 'none';
      const imported = store.ims.images.filter((record) =>
        record.name.endsWith(`-rootfs-${parameters.image.revision}`),
      );
      expect(imported).toHaveLength(1);
      const prefix = parameters.image.nodeType === 'storage' ? 'ceph' : 'k8s';
      expect(imported[0]?.name).toMatch(new RegExp(`^${prefix}-`));
      expect(session?.target.groups[0]?.members).toEqual([imported[0]?.id]);

      const targets = intendedNodes(parameters, store);
      expect(targets.length).toBeGreaterThan(1);
      expect(
        readFileSync(join(directory, 'state', 'values', 'XNAMES'), 'utf8')
          .trim()
          .split(',')
          .sort(),
      ).toEqual(targets);
      expect(result.nodes.map(({ xname }) => xname).sort()).toEqual(targets);
      for (const { before, after } of result.nodes) {
        expect(after).toEqual({
          ...before,
          kernel: `s3://boot-images/${image}/kernel`,
          initrd: `s3://boot-images/${image}/initrd`,
          params: intendedParams(before?.params ?? '', image, parameters.bootParameters.metalNoWipe),
        });
      }
      const steps = planFor(parameters)
        .run.filter(({ anew }) => !anew)
        .map(({ id }) => id);
      expect([...result.done].sort()).toEqual([...steps].sort());
      rmSync(directory, { recursive: true });
    });
  }
});
