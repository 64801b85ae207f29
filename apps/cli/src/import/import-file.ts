/** The import of a CSV file: mapping and header first, then tracker and users, then the items. */
import type { User } from '@action-tracker/contracts';
import { OperatorError, readUtf8File } from '@action-tracker/runtime';
import { randomUUIDv7 } from 'node:crypto';
import { NOTHING_WRITTEN } from '../interruption';
import { Progress } from '../progress';
import type { Session } from '../session';
import { openCsv, type CsvFile } from './csv-file';
import { HistoryPlanner } from './history-planner';
import { ImportRun } from './import-run';
import { prepareTracker, type ImportTracker } from './import-tracker';
import type { FieldName, Mapping } from './mapping';
import { matchColumns } from './match-columns';
import { People } from './people';
import { readLog, type Log } from './read-log';
import { readMapping } from './read-mapping';
import { ImportReport } from './report';
import { RowPlanner, type PlannerParts } from './row-planner';
import type { RowContext } from './row-values';
import { surveyFile } from './survey';

export interface ImportRequest {
  readonly file: string;
  readonly mappingFile: string;
  /** Each row is a change, and rows of one key are one item. */
  readonly isHistory: boolean;
  /** Prefix. */
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly mayCreateUsers: boolean;
  /** Name of the tracker to open when the prefix is free; `undefined`: it must be there. */
  readonly newTrackerName: string | undefined;
  readonly isJson: boolean;
  /** Lists every row. */
  readonly isVerbose: boolean;
}

/**
 * Imports a file and reports every item by its first row.
 *
 * @returns whether every item lies in the tracker as the file says it
 * @throws OperatorError for everything that keeps the import from starting
 */
export async function importFile(
  session: Session,
  request: ImportRequest,
  writer: Pick<User, 'id'>,
): Promise<boolean> {
  const stopIfAsked = () => session.interruption.stopIfRequested(NOTHING_WRITTEN);
  const { mapping, file, warnings } = await openFile(request, stopIfAsked);
  for (const warning of warnings) session.terminal.tell(`Warning: ${warning}`);
  // A log that cannot be read opens no tracker.
  const log = request.isHistory ? await readWholeLog(session, file, mapping) : undefined;
  const correlationId = randomUUIDv7();
  const tracker = await prepareTracker(session, request, { writer, correlationId });
  const people = await People.load(session.users, {
    people: mapping.people,
    mayCreate: request.mayCreateUsers,
    isDryRun: request.isDryRun,
  });
  const report = new ImportReport(session.terminal, { ...request, now: session.clock.now() });
  const context = await contextOf(session, request, { mapping, tracker, report });
  const { queries } = session;
  const parts = { queries, context, people, trackerId: tracker.id, writer, correlationId };
  const progress = new Progress(session.terminal, log ? 'items' : 'bytes');
  const run = new ImportRun(session, tracker, { report, progress });
  try {
    if (log) await run.take(itemsOf(log, parts));
    else await run.take(rowsOf(file, parts));
  } finally {
    await report.end({
      tracker: request.tracker,
      isDryRun: request.isDryRun,
      isTrackerNew: tracker.isNew,
      newUsers: people.created,
      isComplete: run.isComplete,
    });
  }
  return run.isComplete && !report.hasProblems;
}

interface Prepared {
  readonly mapping: Mapping;
  readonly tracker: ImportTracker;
  readonly report: ImportReport;
}

/** What rows are read by, after a look at all of them. */
async function contextOf(
  session: Session,
  { file: path, tracker: prefix }: ImportRequest,
  { mapping, tracker, report }: Prepared,
): Promise<RowContext> {
  const onUnknownWord = (field: FieldName, word: string) => report.addUnknownWord(field, word);
  const context = { mapping, prefix, now: session.clock.now(), onUnknownWord };
  const { highestNumber } = tracker;
  const onPiece = () => session.interruption.stopIfRequested(NOTHING_WRITTEN);
  return { ...context, numberLimit: await surveyFile({ path, context, highestNumber, onPiece }) };
}

async function openFile(
  { file: path, mappingFile, isHistory }: ImportRequest,
  onPiece: () => void,
) {
  const { mapping, problems } = readMapping(readJson(mappingFile), isHistory ? 'change' : 'item');
  // Read with a wrong idea of the file, it would only give misleading problems.
  if (problems.some((problem) => problem.startsWith('file.'))) {
    requireUsable(mappingFile, problems);
  }
  const file = await openCsv(path, mapping.file, onPiece);
  const matched = await matchColumns(mapping, file);
  requireUsable(mappingFile, [...problems, ...matched.problems]);
  return { mapping: matched.mapping, file, warnings: matched.warnings };
}

const rowsOf = (file: CsvFile, parts: PlannerParts) => ({
  entries: file.rows,
  planner: new RowPlanner(parts),
  done: () => ({ done: file.readBytes(), total: file.sizeBytes }),
});

function itemsOf(log: Log, parts: PlannerParts) {
  let done = 0;
  function* entries() {
    for (const item of log.items()) {
      done += 1;
      yield item;
    }
  }
  const planner = new HistoryPlanner(parts);
  return { entries: entries(), planner, done: () => ({ done, total: log.size }) };
}

async function readWholeLog(session: Session, file: CsvFile, { key }: Mapping): Promise<Log> {
  const progress = new Progress(session.terminal, 'bytes');
  try {
    return await readLog(file, key, () => {
      progress.update(file.readBytes(), file.sizeBytes);
      session.interruption.stopIfRequested(NOTHING_WRITTEN);
    });
  } finally {
    progress.stop();
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readUtf8File(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`Expected a mapping file as JSON at ${path}: ${reason}`);
  }
}

function requireUsable(path: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const lines = problems.map((problem) => `  ${problem}`);
  throw new OperatorError([`The mapping ${path} is not usable:`, ...lines].join('\n'));
}
