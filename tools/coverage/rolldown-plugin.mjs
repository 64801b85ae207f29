/** Adds counters to bundles; their entries write them to disk when the process ends. */
import { instrument, isCounted, RAW_FOLDER } from './instrument.mjs';

const WRITE_COUNTS = `
import { mkdirSync as makeFolder, writeFileSync as writeCountsTo } from 'node:fs';
if (!globalThis.writeCounts) {
  const file = \`${RAW_FOLDER}/\${process.pid}-\${Date.now()}.json\`;
  globalThis.writeCounts = () => {
    makeFolder(${JSON.stringify(RAW_FOLDER)}, { recursive: true });
    writeCountsTo(file, JSON.stringify(globalThis.__coverage__ ?? {}));
  };
  process.on('exit', globalThis.writeCounts);
}`;

export const countingPlugin = {
  name: 'coverage',
  transform: (code, id) => (isCounted(id) ? { code: instrument(code, id), map: null } : null),
  banner: ({ isEntry }) => (isEntry ? WRITE_COUNTS : ''),
};
