import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ImportRefused } from '../import-refused';

/** A file that somebody imports, wherever its bytes are. It is read more than once. */
export interface SourceFile {
  /** As messages call it. */
  readonly name: string;
  /** @throws ImportRefused when there is no such file */
  sizeBytes(): Promise<number>;
  /** The bytes from the beginning. */
  read(): AsyncIterable<Buffer>;
}

/** @param kind what is expected there, for messages: `a CSV file` */
export const fileOnDisk = (path: string, kind: string): SourceFile => ({
  name: path,
  read: () => createReadStream(path) as AsyncIterable<Buffer>,
  sizeBytes: async () => {
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isFile()) return stats.size;
    throw new ImportRefused(`Expected ${kind}, found ${stats ? 'a folder' : 'nothing'} at ${path}`);
  },
});
