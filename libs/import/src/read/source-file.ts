import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ImportRefused } from '../import-refused';

const START_BYTES = 4_096;

/** A file to import, wherever its bytes are stored. It is read more than once. */
export interface SourceFile {
  /** Name for messages. */
  readonly name: string;
  /** @throws ImportRefused when the file does not exist */
  sizeBytes(): Promise<number>;
  /** The bytes from the start. */
  read(): AsyncIterable<Buffer>;
}

/** @param kind the expected kind of file, for messages: `a CSV file` */
export const fileOnDisk = (path: string, kind: string): SourceFile => ({
  name: path,
  read: () => createReadStream(path) as AsyncIterable<Buffer>,
  sizeBytes: async () => {
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isFile()) return stats.size;
    throw new ImportRefused(`Expected ${kind}, found ${stats ? 'a folder' : 'nothing'} at ${path}`);
  },
});

/** The first bytes of a file. */
export async function startOf(file: SourceFile, byteCount = START_BYTES): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  for await (const chunk of file.read()) {
    start = Buffer.concat([start, chunk]);
    if (start.length >= byteCount) break;
  }
  return start.subarray(0, byteCount);
}
