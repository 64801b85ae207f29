/** The worker in which a workbook is written: `write-workbook.ts` starts it and limits its memory. */
import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { workbookOf, type WorkbookBatch, type WorkbookHead } from './item-workbook.ts';

if (!parentPort) throw new Error('Expected to run in a worker');
const port = parentPort;

async function* batches(): AsyncGenerator<WorkbookBatch> {
  const answers = on(port, 'message')[Symbol.asyncIterator]();
  for (;;) {
    port.postMessage('more');
    const { value } = (await answers.next()) as { value: [WorkbookBatch | undefined] };
    if (!value[0]) return;
    yield value[0];
  }
}

for await (const part of workbookOf(workerData as WorkbookHead, batches())) port.postMessage(part);
port.close();
