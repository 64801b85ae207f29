import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFolderLock } from './folder-lock';

describe('the lock of a folder', () => {
  let folder: string;
  let lock: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-tracker-lock-'));
    lock = join(folder, 'starting.lock');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a process that has ended', () => String(spawnSync('true').pid)],
    ['a living process of somebody else', () => '1'],
    ['a number that another process has now', () => `${process.ppid} long ago`],
    ['something else than a process', () => '{"port": 5'],
  ])('is taken at once when it names %s', async (_, content) => {
    writeFileSync(lock, content());
    expect(await withFolderLock(folder, () => Promise.resolve('done'))).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken when it is empty, because its process was killed while it wrote it', async () => {
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    expect(await withFolderLock(folder, () => Promise.resolve('done'))).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets one work at a time, and the next when work fails', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      expect(existsSync(lock)).toBe(true);
      await new Promise(setImmediate);
      inside--;
      throw new Error('broken work');
    };
    const attempts = Array.from({ length: 8 }, () => withFolderLock(folder, work));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});
