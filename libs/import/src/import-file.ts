/** Imports a CSV file or workbook: mapping and header first, then tracker and users, then the items. */
import type { User } from '@action-tracker/contracts';
import { randomUUIDv7 } from 'node:crypto';
import type { ImportApplication } from './application';
import { NOTHING_WRITTEN, stopIfAborted } from './import-aborted';
import type { ImportObserver, ProgressObserver } from './import-observer';
import type { ExportedFile } from './exported/exported-file';
import { ExportedPlanner } from './exported/exported-planner';
import { ImportRefused } from './import-refused';
import type { FieldName, Mapping } from './mapping/mapping';
import { matchColumns, openMapped } from './mapping/match-columns';
import { readMapping } from './mapping/read-mapping';
import { HistoryPlanner } from './plan/history-planner';
import { People } from './plan/people';
import { RowPlanner, type PlannerParts } from './plan/row-planner';
import { openTable } from './read/open-table';
import type { TableFile } from './read/table';
import type { ImportReport } from './report/import-report';
import { ImportTally } from './report/import-tally';
import { readLog, type Log } from './rows/read-log';
import type { RowContext } from './rows/row-values';
import { surveyFile } from './rows/survey';
import type { ImportRequest } from './write/import-request';
import { ImportRun } from './write/import-run';
import { prepareTracker, type ImportTracker } from './write/import-tracker';

/**
 * Imports a file and reports each item under the line of its first row.
 *
 * @param writer the user who imports
 * @throws ImportRefused when the import cannot start, ImportAborted when the observer aborts before
 *   anything is written; an abort after that ends the import with an incomplete report
 */
export async function importFile(
  application: ImportApplication,
  request: ImportRequest,
  { writer, observer }: { readonly writer: Pick<User, 'id'>; readonly observer: ImportObserver },
): Promise<ImportReport> {
  const { clock, queries, scope, users } = application;
  const { isHistory, isDryRun, mayCreateUsers: mayCreate, decisions } = request;
  const { mapping, file, warnings } = await openFile(request, observer.signal);
  for (const warning of warnings) observer.onWarning(warning);
  // Read the log before the tracker is opened: an unreadable log must not open one.
  const log = isHistory ? await readWholeLog(file, mapping, observer) : undefined;
  const correlationId = request.batch ?? randomUUIDv7();
  const tracker = await prepareTracker(application, request, { writer, correlationId });
  const people = await People.load(users, {
    ...{ people: mapping.people, mayCreate, isDryRun },
    ...{ owners: request.exported?.owners ?? [], advice: request.advice },
  });
  const tally = new ImportTally(clock.now());
  const rows = { mapping, tracker, tally, now: clock.now() };
  const context = await contextOf(request, { ...rows, file }, observer.signal);
  const parts = { queries, scope, context, people, trackerId: tracker.id, writer, correlationId };
  const run = new ImportRun({
    ...{ queries, scope, tracker, observer },
    take: async (taken) => {
      tally.add(taken);
      await observer.onRows(taken);
    },
  });
  const report = (): ImportReport => ({
    ...{ tracker: request.tracker, isDryRun, isTrackerNew: tracker.isNew },
    ...{ newUsers: people.created, isComplete: run.isComplete, ...tally.totals() },
  });
  try {
    if (log) await run.take(itemsOf(log, { ...parts, decisions }));
    else await takeRows(run, file, { ...parts, decisions, exported: request.exported });
    await tracker.finish();
  } finally {
    await observer.onEnd(report());
  }
  return report();
}

interface Prepared {
  readonly file: TableFile;
  readonly mapping: Mapping;
  readonly tracker: ImportTracker;
  readonly tally: ImportTally;
  readonly now: Date;
}

/** The context for reading rows, after a survey of the whole file. */
async function contextOf(
  { file, tracker: prefix, today }: ImportRequest,
  { mapping, tracker, tally, now, file: table }: Prepared,
  signal: AbortSignal,
): Promise<RowContext> {
  const onUnknownWord = (field: FieldName, word: string) => tally.addUnknownWord(field, word);
  const columns = table.delimiter === undefined ? { workbookColumns: table.columns } : {};
  const day = today === undefined ? {} : { today };
  const { highestNumber, categories } = tracker;
  const context = { mapping, prefix, now, categories, onUnknownWord, ...columns, ...day };
  const onPiece = () => stopIfAborted(signal, NOTHING_WRITTEN);
  return { ...context, numberLimit: await surveyFile({ file, context, highestNumber, onPiece }) };
}

async function openFile(
  { file: source, mapping: written, isHistory, advice }: ImportRequest,
  signal: AbortSignal,
) {
  const read = readMapping(written.json, isHistory ? 'change' : 'item');
  const { mapping } = read;
  const help = read.isOfChanges ? `: ${advice.takeAsHistory}` : '';
  const problems = read.problems.map((problem) => `${problem}${help}`);
  // With a wrong file format, reading on would only produce misleading problems.
  if (problems.some((problem) => problem.startsWith('file.'))) {
    requireUsable(written.name, problems);
  }
  const onPiece = () => stopIfAborted(signal, NOTHING_WRITTEN);
  const { file, mapping: placed } = await openMapped(mapping, (format) =>
    openTable(source, format, onPiece),
  );
  const matched = matchColumns(placed, file);
  requireUsable(written.name, [...problems, ...matched.problems]);
  return { mapping: matched.mapping, file, warnings: [...file.warnings, ...matched.warnings] };
}

/** Only a person who has decided what is taken can change items that exist. */
function takeRows(
  run: ImportRun,
  file: TableFile,
  { exported, ...parts }: PlannerParts & { readonly exported: ExportedFile | undefined },
): Promise<void> {
  const source = { entries: file.rows, progress: () => bytesOf(file) };
  const { decisions } = parts;
  return exported && decisions
    ? run.take({ ...source, planner: new ExportedPlanner(parts, decisions, exported) })
    : run.take({ ...source, planner: new RowPlanner(parts) });
}

function itemsOf(log: Log, parts: PlannerParts) {
  let done = 0;
  function* entries() {
    for (const item of log.items()) {
      done += 1;
      yield item;
    }
  }
  const progress = () => ({ unit: 'items', done, total: log.size }) as const;
  return { entries: entries(), planner: new HistoryPlanner(parts), progress };
}

const bytesOf = (file: TableFile) =>
  ({ unit: 'bytes', done: file.readBytes(), total: file.sizeBytes }) as const;

async function readWholeLog(
  file: TableFile,
  { key }: Mapping,
  observer: ProgressObserver,
): Promise<Log> {
  observer.onProgress({ ...bytesOf(file), done: 0 });
  return readLog(file, key, () => {
    observer.onProgress(bytesOf(file));
    stopIfAborted(observer.signal, NOTHING_WRITTEN);
  });
}

function requireUsable(name: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `  ${problem}`);
  throw new ImportRefused([`The mapping ${name} is invalid:`, ...lines].join('\n'));
}
