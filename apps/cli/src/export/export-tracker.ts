/**
 * Exports one tracker as text: its whole history, or a spreadsheet of the current items. Memory is
 * constant.
 */
import type { TrackerSummary } from '@action-tracker/contracts';
import { OperatorError } from '@action-tracker/runtime';
import { exportLedger, ListTrackers, Scope } from '@action-tracker/tracking';
import { Progress } from '../progress';
import type { Session } from '../session';
import { writeOutput } from './output';
import { spreadsheetOf } from './spreadsheet';

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;

export interface ExportRequest {
  /** Prefix. */
  readonly tracker: string;
  readonly format: (typeof EXPORT_FORMATS)[number];
  /** Output file; default: stdout. */
  readonly out: string | undefined;
}

/** What was written: items for a spreadsheet, commands and events for a history. */
export type ExportCounts =
  { readonly items: number } | { readonly commands: number; readonly events: number };

/** @throws OperatorError if no tracker has the prefix, or the file cannot be written */
export async function exportTracker(
  session: Session,
  request: ExportRequest,
): Promise<ExportCounts> {
  const trackers = await session.queries.execute(new ListTrackers(Scope.everything));
  const tracker = trackers.find(({ prefix }) => prefix === request.tracker);
  if (!tracker) throw noTracker(request.tracker, trackers);
  return request.format === 'csv'
    ? writeSpreadsheet(session, request, tracker)
    : writeHistory(session, request, trackers);
}

async function writeSpreadsheet(
  session: Session,
  { out }: ExportRequest,
  tracker: TrackerSummary,
): Promise<ExportCounts> {
  session.terminal.report(
    'CSV contains only the current items, without notes and history. --format ndjson includes them.',
  );
  let items = 0;
  const pages = async function* () {
    for await (const { text, count } of spreadsheetOf(session, tracker.id)) {
      items += count;
      yield { text, done: items };
    }
  };
  await write(session, out, { unit: 'items', total: tracker.total_items, pieces: pages() });
  return { items };
}

async function writeHistory(
  session: Session,
  { tracker, out }: ExportRequest,
  trackers: readonly TrackerSummary[],
): Promise<ExportCounts> {
  const ledger = await exportLedger(session.database.pool, tracker);
  if (!ledger) throw noTracker(tracker, trackers);
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

function noTracker(prefix: string, trackers: readonly TrackerSummary[]): OperatorError {
  const known = trackers.map((tracker) => tracker.prefix).join(', ') || 'none yet';
  return new OperatorError(
    `Expected the prefix of a tracker (${known}), found ${prefix}, which no tracker has`,
  );
}
