/**
 * The import: mapping and header first, then tracker and users, then the rows in chunks. A chunk
 * is one statement of the ledger; rows of it that are refused do not touch the others. Killed at
 * any point, it leaves whole items, and the same file again brings the rest.
 */
import type { User } from '@action-tracker/contracts';
import { OperatorError } from '@action-tracker/runtime';
import { FindSameImports, ListImportedItems } from '@action-tracker/tracking';
import { readFileSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import type { Interruption } from '../interruption';
import { Progress } from '../progress';
import type { Session } from '../session';
import { openCsv, type CsvFile, type CsvRow } from './csv-file';
import { prepareTracker, type ImportTracker } from './import-tracker';
import { People } from './people';
import { columnProblems, readMapping } from './read-mapping';
import { ImportReport, type RowReport } from './report';
import { RowPlanner, type Plan } from './row-planner';
import { OTHER_CONTENT } from './row-writers';

export interface ImportRequest {
  readonly file: string;
  readonly mappingFile: string;
  /** Prefix. */
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly mayCreateUsers: boolean;
  /** Name of the tracker to open when the prefix is free; `undefined`: it must be there. */
  readonly newTrackerName: string | undefined;
  readonly isJson: boolean;
}

/** One statement of the ledger takes as many commands. */
const CHUNK_ROWS = 128;

/**
 * Imports a file and reports every row.
 *
 * @returns whether every row lies in the tracker as the file says it
 * @throws OperatorError for everything that keeps the import from starting
 */
export async function importFile(
  session: Session,
  request: ImportRequest,
  writer: Pick<User, 'id'>,
): Promise<boolean> {
  const { mapping, problems } = readMapping(readJson(request.mappingFile));
  // Read with a wrong idea of the file, it would only give misleading problems.
  if (problems.some((problem) => problem.startsWith('file.'))) {
    requireUsable(request.mappingFile, problems);
  }
  const file = await openCsv(request.file, mapping.file);
  requireUsable(request.mappingFile, [...problems, ...columnProblems(mapping, file.columns)]);
  const correlationId = uuidv7();
  const tracker = await prepareTracker(session, request, { writer, correlationId });
  const people = await People.load(session.users, {
    people: mapping.people,
    mayCreate: request.mayCreateUsers,
    isDryRun: request.isDryRun,
  });
  const context = { mapping, prefix: request.tracker, now: session.clock.now() };
  const planner = new RowPlanner({ context, people, trackerId: tracker.id, writer, correlationId });
  const report = new ImportReport(session.terminal, request.isJson);
  const run = new ImportRun(session, tracker, { planner, report });
  try {
    await run.readRows(file);
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

class ImportRun {
  isComplete = false;
  private readonly progress: Progress;

  constructor(
    private readonly session: Session,
    private readonly tracker: ImportTracker,
    private readonly parts: { readonly planner: RowPlanner; readonly report: ImportReport },
  ) {
    this.progress = new Progress(session.terminal, 'bytes');
  }

  async readRows(file: CsvFile): Promise<void> {
    const itemIds = await this.importedItems();
    const { interruption } = this.session;
    try {
      for await (const rows of chunksOf(file.rows, interruption)) {
        const reports = await this.takeChunk(rows, itemIds);
        await this.progress.aside(() => this.parts.report.add(reports));
        this.progress.update(file.readBytes(), file.sizeBytes);
      }
      this.isComplete = !interruption.isRequested;
    } finally {
      this.progress.stop();
    }
  }

  /** One row after the other up to the command, then all commands at once. */
  private async takeChunk(
    rows: readonly CsvRow[],
    itemIds: ReadonlyMap<string, string>,
  ): Promise<readonly RowReport[]> {
    const plans: Plan[] = [];
    const reports: RowReport[] = [];
    for (const row of rows) {
      const planned = await this.parts.planner.plan(row);
      if ('command' in planned) plans.push(planned);
      else reports.push(planned);
    }
    const isKnown = ({ command }: Plan) => itemIds.has(command.origin.commandId);
    const repeats = plans.filter(isKnown);
    const fresh = plans.filter((plan) => !isKnown(plan));
    reports.push(...(await this.compare(repeats, itemIds)), ...(await this.tracker.write(fresh)));
    return reports.sort((a, b) => a.line - b.line);
  }

  private async compare(
    repeats: readonly Plan[],
    itemIds: ReadonlyMap<string, string>,
  ): Promise<readonly RowReport[]> {
    if (repeats.length === 0) return [];
    const imports = repeats.map(({ command }) => ({
      itemId: itemIds.get(command.origin.commandId) ?? '',
      command,
    }));
    const query = new FindSameImports(this.tracker.id, imports);
    const same = await this.session.queries.execute(query);
    return repeats.map(({ line, command }, index) => {
      const isSame = same.has(command.origin.commandId);
      const known = { line, item_id: imports[index]?.itemId ?? '' };
      return isSame
        ? { ...known, outcome: 'skipped', reason: 'imported before' }
        : { ...known, outcome: 'differs', reason: OTHER_CONTENT };
    });
  }

  /** Asked for a new tracker too: a ledger that was seen before is not looked up per command. */
  private async importedItems(): Promise<ReadonlyMap<string, string>> {
    if (this.tracker.id === 0) return new Map();
    return this.session.queries.execute(new ListImportedItems(this.tracker.id));
  }
}

async function* chunksOf(
  rows: AsyncIterable<CsvRow>,
  interruption: Interruption,
): AsyncGenerator<readonly CsvRow[]> {
  let chunk: CsvRow[] = [];
  for await (const row of rows) {
    if (interruption.isRequested) return;
    chunk.push(row);
    if (chunk.length < CHUNK_ROWS) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
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
