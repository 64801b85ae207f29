/** Saves the counters of the tests of one file. */
import { afterAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('coverage/raw');

afterAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(globalThis.__coverage__ ?? {}));
});
