/**
 * The run of an import: plans in chunks, each given together; what of it is refused does not touch
 * the rest. Killed at any point, it leaves whole items, and the same file again brings the rest.
 */
import { ListImportedItems } from '@action-tracker/tracking';
import { NOTHING_WRITTEN } from '../interruption';
import type { Progress } from '../progress';
import type { Session } from '../session';
import type { ImportTracker } from './import-tracker';
import type { ImportReport, RowReport } from './report';
import type { Known, Plan, Planner } from './row-planner';

/** Many enough to be fast, and few enough to tell how far it is. */
const CHUNK_ITEMS = 1_000;

/** What is read from the file and becomes an item: a row, or several. */
export interface ImportSource<Entry, P extends Plan> {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>;
  readonly planner: Planner<Entry, P>;
  /** How far the entries are read. */
  done(): { readonly done: number; readonly total: number };
}

interface RunParts {
  readonly report: ImportReport;
  readonly progress: Progress;
}

export class ImportRun {
  /** Whether everything was read to the end. */
  isComplete = false;

  constructor(
    private readonly session: Session,
    private readonly tracker: ImportTracker,
    private readonly parts: RunParts,
  ) {}

  async take<Entry, P extends Plan>(source: ImportSource<Entry, P>): Promise<void> {
    const { report, progress } = this.parts;
    const itemIds = await this.importedItems();
    try {
      for await (const entries of this.chunksOf(source.entries)) {
        const reports = await this.takeChunk(entries, source.planner, itemIds);
        await progress.aside(() => report.add(reports));
        const { done, total } = source.done();
        progress.update(done, total);
      }
    } finally {
      progress.stop();
    }
  }

  /** One entry after the other up to the command, then all commands at once. */
  private async takeChunk<Entry, P extends Plan>(
    entries: readonly Entry[],
    planner: Planner<Entry, P>,
    itemIds: ReadonlyMap<string, string>,
  ): Promise<readonly RowReport[]> {
    const planned: (Plan | RowReport)[] = [];
    const known: Known<P>[] = [];
    for (const entry of entries) {
      const plan = await planner.plan(entry);
      const itemId = 'command' in plan ? itemIds.get(plan.command.origin.commandId) : undefined;
      if ('command' in plan && itemId !== undefined) known.push({ ...plan, itemId });
      else planned.push(plan);
    }
    if (known.length > 0) planned.push(...(await planner.compare(known)));
    const plans = planned.filter((plan) => 'command' in plan);
    const reports = planned.filter((plan) => 'outcome' in plan);
    reports.push(...(await this.tracker.write(plans)));
    return reports.sort((a, b) => a.line - b.line);
  }

  /** Asked for a new tracker too: a ledger that was seen before is not looked up per command. */
  private async importedItems(): Promise<ReadonlyMap<string, string>> {
    if (this.tracker.id === 0) return new Map();
    return this.session.queries.execute(new ListImportedItems(this.tracker.id));
  }

  /** @throws Interrupted when nothing has been taken yet; later it ends with what is taken. */
  private async *chunksOf<Entry>(
    entries: AsyncIterable<Entry> | Iterable<Entry>,
  ): AsyncGenerator<readonly Entry[]> {
    const { interruption } = this.session;
    let isFirst = true;
    let chunk: Entry[] = [];
    for await (const entry of entries) {
      if (isFirst) interruption.stopIfRequested(NOTHING_WRITTEN);
      if (interruption.isRequested) return;
      chunk.push(entry);
      if (chunk.length < CHUNK_ITEMS) continue;
      isFirst = false;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
    this.isComplete = true;
  }
}
