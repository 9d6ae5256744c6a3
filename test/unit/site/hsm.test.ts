import { describe, expect, test } from 'vitest';
import { startTestSite, type TestSite } from './helpers.js';

const list = async (site: TestSite, ...words: string[]) => {
  const { Components: components } = (await site.json('hsm', 'state', 'components', 'list', ...words)) as {
    Components: { ID: string }[];
  };
  return components.map(({ ID }) => ID);
};

describe('components', () => {
  test('of a subrole, in no order', async () => {
    const ids = await list(await startTestSite(), '--role', 'Management', '--subrole', 'Worker', '--type', 'Node');
    expect([...ids].sort()).toEqual(['x3000c0s11b0n0', 'x3000c0s7b0n0', 'x3000c0s9b0n0']);
  });

  test('hold BMCs unless asked for nodes', async () => {
    const ids = await list(await startTestSite(), '--role', 'Management', '--subrole', 'Storage');
    expect(ids).toHaveLength(6);
    expect(ids).toContain('x3000c0s13b0');
  });

  test('may be none', async () => {
    expect(await list(await startTestSite(), '--subrole', 'UAN')).toEqual([]);
  });

  test('are refused for a role that does not exist', async () => {
    const site = await startTestSite();
    expect((await site.cray('hsm', 'state', 'components', 'list', '--role', 'Managment')).status).toBe(2);
  });
});
