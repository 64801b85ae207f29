import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderForData, loadPrograms, mayEnter, postgresAccount } from './postgres-account';

describe('for somebody who is not root', () => {
  it('PostgreSQL runs under their own account', async () => {
    const { getuid } = process;
    Object.assign(process, { getuid: () => 1_000 });
    expect(await postgresAccount()).toBeUndefined();
    Object.assign(process, { getuid });
  });

  it('programs and data stay where they are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'action-tracker-account-'));
    expect(await mayEnter(undefined, folder)).toBe(true);
    expect(await folderForData(undefined, folder)).toBe(folder);
    const { initdb, pg_ctl, postgres } = await loadPrograms(undefined);
    for (const program of [initdb, pg_ctl, postgres]) expect(program).toContain('node_modules');
    rmSync(folder, { recursive: true });
  });
});
