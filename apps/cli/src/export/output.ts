/** Writes an export to stdout, or to a file that is complete or does not exist. */
import { OperatorError } from '@action-tracker/runtime';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import type { Terminal } from '../terminal';

/**
 * Writes text piece by piece, waiting for a slow reader.
 *
 * @param path the file, or `undefined` for stdout. The file gets its final name when it is
 *   complete, so that an existing file stays as it is until then, and for good if the export fails.
 * @throws OperatorError if the file cannot be written
 */
export async function writeOutput(
  terminal: Terminal,
  path: string | undefined,
  pieces: AsyncIterable<string>,
): Promise<void> {
  if (path === undefined) {
    for await (const piece of pieces) await terminal.print(piece);
    return;
  }
  const target = await fileBehind(path);
  const partial = `${target}.${process.pid}.partial`;
  try {
    await writeWhole(partial, pieces);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw isSystemError(error) ? cannotWrite(path, error.message) : error;
  }
}

async function writeWhole(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const file = await open(path, 'w');
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename would replace a link, and anything else that is not a file. */
async function fileBehind(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return path;
  if (!found.isFile()) throw cannotWrite(path, 'it exists and is not a file');
  return realpath(path);
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error;

const cannotWrite = (path: string, reason: string): OperatorError =>
  new OperatorError(`Cannot write ${path}: ${reason}. Choose another file: --out <file>`);
