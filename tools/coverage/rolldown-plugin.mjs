/** Bundles with counters, which write down what they counted when the process ends. */
import { instrument, isCounted, RAW_FOLDER } from './instrument.mjs';

export const countingPlugin = {
  name: 'coverage',
  transform: (code, id) => (isCounted(id) ? { code: instrument(code, id), map: null } : null),
  banner: `
import { mkdirSync as makeFolder, writeFileSync as writeCounts } from 'node:fs';
process.on('exit', () => {
  makeFolder(${JSON.stringify(RAW_FOLDER)}, { recursive: true });
  const file = \`${RAW_FOLDER}/\${process.pid}-\${Date.now()}.json\`;
  writeCounts(file, JSON.stringify(globalThis.__coverage__ ?? {}));
});`,
};
