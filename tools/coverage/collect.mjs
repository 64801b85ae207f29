/** Saves the counters of the tests of one file. */
import { afterAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('coverage/raw');

afterAll(() => {
  const counted = globalThis.__coverage__ ?? {};
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(counted));
  // The next test file of this process uses the same modules.
  for (const { s, f, b } of Object.values(counted)) {
    for (const counts of [s, f, ...Object.values(b)]) {
      for (const key of Object.keys(counts)) counts[key] = 0;
    }
  }
});
