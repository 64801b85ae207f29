/** Writes workbooks in a worker, so that a long one holds up no other request. */
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { WorkbookBatch, WorkbookHead } from './item-workbook';

/** Together with the code of the worker, at most 256 MB. */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 } as const;

/** A test runs the source; the built product has the worker beside it. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './workbook-worker.ts' : './workbook-worker.js',
  import.meta.url,
);

/** The bytes of the workbook, in parts; the worker ends when the caller stops reading. */
export async function* writeWorkbook(
  head: WorkbookHead,
  batches: AsyncIterable<WorkbookBatch>,
): AsyncGenerator<Uint8Array> {
  const worker = new Worker(WORKER, { workerData: head, resourceLimits: MEMORY_LIMITS });
  const source = batches[Symbol.asyncIterator]();
  try {
    yield* partsFrom(worker, source);
  } finally {
    await source.return?.();
    await worker.terminate();
  }
}

async function* partsFrom(worker: Worker, source: AsyncIterator<WorkbookBatch>) {
  const messages = on(worker, 'message', { close: ['exit'] });
  for await (const [message] of messages as AsyncIterable<readonly ['more' | Uint8Array]>) {
    if (message === 'more') {
      const next = await source.next();
      worker.postMessage(next.done ? undefined : next.value);
    } else yield message;
  }
}
