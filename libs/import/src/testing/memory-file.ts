import type { SourceFile } from '../read/source-file';

/** A file that lies in memory. */
export const memoryFile = (content: string | Uint8Array, name = 'log.csv'): SourceFile => {
  const bytes = Buffer.from(content);
  return {
    name,
    sizeBytes: () => Promise.resolve(bytes.length),
    read: async function* () {
      yield await Promise.resolve(bytes);
    },
  };
};
