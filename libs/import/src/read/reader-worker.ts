/** The worker in which workbooks are read: `workbook-reader.ts` starts it and limits its memory. */
import { parentPort, workerData } from 'node:worker_threads';
import { readWorkbook, type WorkbookRequest } from './workbook-cells.ts';

for await (const part of readWorkbook(workerData as WorkbookRequest)) parentPort?.postMessage(part);
