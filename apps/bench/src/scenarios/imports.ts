import {
  API_PATHS,
  type Import,
  type ImportPreview,
  type Tracker,
} from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { writeXlsx } from 'hucre/xlsx';
import { setTimeout as wait } from 'node:timers/promises';
import { ServerProcess } from '../http/server-process';
import { secondsOf, throughput, type Throughput } from '../measure';
import { limited, type Measured, type Scenario } from '../scenario';
import { Caller, SECRET, tokenFor } from './http';

const ROWS = 10_000;
const READERS = 4;
const QUIET_SECONDS = 3;
/** 150 MB of the server, and 256 MB of the worker, which is a thread of it. */
const MEMORY_MAX_MB = 150 + 256;

/** A workbook of 10,000 rows, imported over HTTP while others read. */
export const IMPORTS: Scenario = {
  name: 'imports',
  async run(bench) {
    const server = await ServerProcess.startProduct(bench.databaseUrl, SECRET);
    try {
      const importing = new Importing(server, await tokenFor(bench.application));
      return await importing.measure();
    } finally {
      await server.stop();
    }
  },
};

class Importing {
  private readonly others: Caller;
  private reads = 0;

  constructor(
    private readonly server: ServerProcess,
    private readonly token: string,
  ) {
    this.others = new Caller(server, token);
  }

  async measure(): Promise<readonly Measured[]> {
    await this.others.furnish('IR');
    const file = await workbook();
    const quiet = await throughput(this.read, READERS, (elapsed) => elapsed >= QUIET_SECONDS);
    const idleMb = this.server.megabytes;
    let id = '';
    const alone = {
      preview: await secondsOf(async () => {
        id = await this.preview(file, 'IM');
      }),
      run: await secondsOf(() => this.runToEnd(id)),
    };
    const preview = await this.whileReading(async () => {
      id = await this.preview(file, 'IN');
    });
    const run = await this.whileReading(() => this.runToEnd(id));
    return [
      limited('imports: proposal and preview of 10,000 rows (XLSX)', 's', alone.preview, 5),
      limited('imports: import of 10,000 rows (XLSX)', 's', alone.run, 10),
      slower('imports: GET item during proposal and preview', preview, quiet),
      slower('imports: GET item during the import', run, quiet),
      limited(
        'imports: memory above idle, with the worker',
        'MB',
        this.server.peakMegabytes - idleMb,
        MEMORY_MAX_MB,
      ),
    ];
  }

  /** Uploads the file into a new tracker, and looks at what would become of it. */
  private async preview(file: Uint8Array<ArrayBuffer>, prefix: string): Promise<string> {
    const opening = { prefix, name: 'Imports' };
    const tracker = await this.ask<Tracker>('POST', API_PATHS.trackers, opening);
    const { id } = await this.upload(file, tracker.id);
    const { counts } = await this.ask<ImportPreview>('GET', IMPORT_PATHS.preview(id));
    if (counts.create !== ROWS) throw new Error(`Expected ${ROWS} new items, found otherwise`);
    return id;
  }

  private readonly read = (): Promise<unknown> => {
    this.reads += 1;
    return this.ask('GET', API_PATHS.item(this.others.item(this.reads)));
  };

  private async whileReading(work: () => Promise<void>): Promise<Throughput> {
    let isDone = false;
    const reading = throughput(this.read, READERS, () => isDone);
    await work();
    isDone = true;
    return reading;
  }

  private async upload(file: Uint8Array<ArrayBuffer>, trackerId: number): Promise<Import> {
    const form = new FormData();
    form.append('tracker_id', String(trackerId));
    form.append('file', new File([file], 'log.xlsx'));
    const answer = await fetch(this.server.url + IMPORT_PATHS.all, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}` },
      body: form,
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    return (await answer.json()) as Import;
  }

  private async runToEnd(id: string): Promise<void> {
    let found = await this.ask<Import>('POST', IMPORT_PATHS.run(id));
    while (found.state === 'running') {
      await wait(50);
      found = await this.ask<Import>('GET', IMPORT_PATHS.one(id));
    }
    if (found.counts?.create !== ROWS) throw new Error(found.problem ?? 'Not all rows came in');
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    return JSON.parse(await this.server.ask(method, path, body, this.token)) as T;
  }
}

const slower = (name: string, busy: Throughput, quiet: Throughput): Measured =>
  limited(`${name}, p99 by p99 without`, 'times', busy.p99Ms / quiet.p99Ms, 3);

/** Twelve columns, as people keep them. */
async function workbook(): Promise<Uint8Array<ArrayBuffer>> {
  const people = ['Maria Ferreira', 'Bo Lind', 'Ana Sousa', 'João Silva'];
  const pick = <T>(values: readonly T[], index: number) => values[index % values.length] ?? null;
  const rows = Array.from({ length: ROWS }, (_, index) => [
    index + 1,
    `Confirm the delivery date of part ${index} with the supplier`,
    pick(['Mechanical', 'Software', 'Systems'], index),
    pick(people, index),
    pick(['High', 'Medium', 'Low'], index),
    pick(['Open', 'In progress', 'Closed', 'On hold'], index),
    new Date(Date.UTC(2025, 0, 1 + (index % 300))),
    new Date(Date.UTC(2026, 0, 1 + (index % 300))),
    pick(people, index + 1),
    `Asked on the phone, and they will answer next week (${index})`,
    pick(['Site A', 'Site B'], index),
    index % 97,
  ]);
  const headings = [
    ...['No', 'Action', 'Category', 'Owner', 'Priority', 'Status', 'Raised', 'Due', 'Raised by'],
    ...['Remarks', 'Site', 'Effort'],
  ];
  return new Uint8Array(await writeXlsx({ sheets: [{ name: 'Log', rows: [headings, ...rows] }] }));
}
