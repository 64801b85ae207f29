/**
 * Exports one tracker as text: its whole history, or a spreadsheet of the current items. Memory is
 * constant.
 */
import type { TrackerSummary } from '@action-tracker/contracts';
import { exportLedger, Scope } from '@action-tracker/tracking';
import { Progress } from '../progress';
import { requireTracker } from '../require-tracker';
import type { Session } from '../session';
import { momentOf, sayMoment, type AskedExport, type ExportMoment } from './export-moment';
import { writeOutput } from './output';
import { spreadsheetOf } from './spreadsheet';

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;

export interface ExportRequest extends AskedExport {
  /** Prefix. */
  readonly tracker: string;
  readonly format: (typeof EXPORT_FORMATS)[number];
  /** Output file; default: stdout. */
  readonly out: string | undefined;
}

/** What was written: items for a spreadsheet, commands and events for a history. */
export type ExportCounts =
  { readonly items: number } | { readonly commands: number; readonly events: number };

export interface Exported {
  readonly counts: ExportCounts;
  /** Undefined for the tracker of now. */
  readonly moment: ExportMoment | undefined;
}

/**
 * @throws OperatorError if no tracker has the prefix, or the file cannot be written; DomainError
 *   for a moment that is none
 */
export async function exportTracker(session: Session, request: ExportRequest): Promise<Exported> {
  const tracker = await requireTracker(session, request.tracker);
  const moment = await momentOf(session, request, tracker.id);
  if (moment) session.terminal.report(`${tracker.prefix} ${sayMoment(moment)}`);
  const write = request.format === 'csv' ? writeSpreadsheet : writeHistory;
  return { counts: await write(session, request.out, { tracker, moment }), moment };
}

interface Subject {
  readonly tracker: TrackerSummary;
  readonly moment: ExportMoment | undefined;
}

async function writeSpreadsheet(
  session: Session,
  out: string | undefined,
  { tracker, moment }: Subject,
): Promise<ExportCounts> {
  session.terminal.report(
    `CSV contains only the ${moment ? 'items of then' : 'current items'}, without notes and history. --format ndjson includes them.`,
  );
  let items = 0;
  const pages = async function* () {
    const scope = moment?.scope ?? Scope.everything;
    for await (const { text, count } of spreadsheetOf(session, tracker.id, scope)) {
      items += count;
      yield { text, done: items };
    }
  };
  await write(session, out, { unit: 'items', total: tracker.total_items, pieces: pages() });
  return { items };
}

async function writeHistory(
  session: Session,
  out: string | undefined,
  { tracker, moment }: Subject,
): Promise<ExportCounts> {
  const position = moment?.past.position ?? undefined;
  const ledger = await exportLedger(session.database.pool, tracker.prefix, position);
  if (!ledger) throw new Error(`Expected the ledger of ${tracker.prefix}, found none`);
  let commands = 0;
  let events = 0;
  const lines = async function* () {
    yield { text: `${JSON.stringify(ledger.header)}\n`, done: 0 };
    for await (const command of ledger.commands) {
      commands += 1;
      events += command.events.length;
      yield { text: `${JSON.stringify(command)}\n`, done: events };
    }
  };
  await write(session, out, { unit: 'events', total: ledger.header.events, pieces: lines() });
  return { commands, events };
}

interface Work {
  readonly unit: string;
  readonly total: number;
  readonly pieces: AsyncIterable<{ readonly text: string; readonly done: number }>;
}

const CHUNK_CHARS = 65_536;

async function write(
  { terminal, interruption }: Session,
  out: string | undefined,
  { unit, total, pieces }: Work,
): Promise<void> {
  const progress = new Progress(terminal, unit);
  const chunks = async function* () {
    let chunk = '';
    for await (const { text, done } of pieces) {
      interruption.stopIfRequested('the export is incomplete.');
      // Text on stdout and the progress bar would overwrite each other.
      if (out !== undefined) progress.update(done, total);
      chunk += text;
      if (chunk.length < CHUNK_CHARS) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  };
  try {
    await writeOutput(terminal, out, chunks());
  } finally {
    progress.stop();
  }
}
