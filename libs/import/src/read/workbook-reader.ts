/** Runs the reader of workbooks in a worker, so that no workbook can exhaust this process. */
import type { FileFlaw } from '@action-tracker/contracts';
import { Worker } from 'node:worker_threads';
import { ImportRefused } from '../import-refused';
import { ImportTooLarge } from './limits';
import type { Limit, SheetInfo, SheetRow, WorkbookPart, WorkbookRequest } from './workbook-cells';

/** Together with the code of the worker, at most 256 MB. */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32 } as const;
const TIME_LIMIT_MS = 30_000;

/** A test runs the source; the built product has the worker beside it. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './reader-worker.ts' : './reader-worker.js',
  import.meta.url,
);

export interface WorkbookContent {
  readonly sheets: readonly SheetInfo[];
  /** Rows of the sheets that were asked for, by the name of the sheet. */
  readonly rows: ReadonlyMap<string, readonly SheetRow[]>;
  readonly hiddenLines: readonly number[];
}

/**
 * Reads a workbook.
 *
 * @param name of the file, for messages
 * @throws ImportRefused when it cannot be read, ImportTooLarge when it exceeds a limit
 */
export async function readInWorker(
  name: string,
  request: WorkbookRequest,
): Promise<WorkbookContent> {
  const content = { sheets: [] as readonly SheetInfo[], rows: new Map<string, SheetRow[]>() };
  let hiddenLines: readonly number[] = [];
  for (const part of await partsOf(name, request)) {
    if (part.type === 'problem') throw refusal(name, part);
    if (part.type === 'sheets') content.sheets = part.sheets;
    else if (part.type === 'hidden') hiddenLines = part.lines;
    else content.rows.set(part.sheet, [...(content.rows.get(part.sheet) ?? []), ...part.rows]);
  }
  return { ...content, hiddenLines };
}

function partsOf(name: string, request: WorkbookRequest): Promise<readonly WorkbookPart[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly WorkbookPart[]>();
  const parts: WorkbookPart[] = [];
  const worker = new Worker(WORKER, {
    workerData: request,
    resourceLimits: MEMORY_LIMITS,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const timer = setTimeout(() => {
    reject(
      new ImportTooLarge(
        `${name}: reading took longer than ${TIME_LIMIT_MS / 1_000} seconds`,
        'too_complex',
      ),
    );
    void worker.terminate();
  }, TIME_LIMIT_MS);
  worker.on('message', (part: WorkbookPart) => parts.push(part));
  worker.once('error', (error) => reject(failure(name, error)));
  worker.once('exit', () => resolve(parts));
  return promise.finally(() => clearTimeout(timer));
}

function failure(name: string, error: unknown): Error {
  if (isOutOfMemory(error)) {
    return new ImportTooLarge(
      `Expected a workbook that ${MEMORY_LIMITS.maxOldGenerationSizeMb} MB of memory can hold, found a larger one in ${name}`,
      'too_complex',
    );
  }
  return new ImportRefused(
    `Expected a workbook that can be read in ${name}: ${String(error)}`,
    'damaged',
  );
}

const isOutOfMemory = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** Too many rows are like too many bytes: the code of the error says it. */
const FLAWS: Readonly<Record<Limit, FileFlaw | undefined>> = {
  rows: undefined,
  columns: 'too_many_columns',
  cells: 'too_complex',
  chars: 'too_complex',
  cellChars: 'too_complex',
};

function refusal(name: string, { limit, problem }: WorkbookPart & { type: 'problem' }): Error {
  if (limit !== null) return new ImportTooLarge(`${name}: ${problem}`, FLAWS[limit]);
  return new ImportRefused(
    `Expected a workbook that can be read, found a damaged one in ${name} (${problem}): open it in a ` +
      'spreadsheet program and save it again',
    'damaged',
  );
}
