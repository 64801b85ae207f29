/**
 * The run of an import: plans in chunks, each given together; what of it is refused does not touch
 * the rest. Killed at any point, it leaves whole items, and the same file again brings the rest.
 */
import { ListImportedItems, type Scope } from '@action-tracker/tracking';
import type { QueryBus } from '@nestjs/cqrs';
import { NOTHING_WRITTEN, stopIfAborted } from '../import-aborted';
import type { ImportProgress, ProgressObserver } from '../import-observer';
import type { Known, Plan, Planner } from '../plan/row-planner';
import type { RowReport } from '../report/row-report';
import type { ImportTracker } from './import-tracker';

/** Many enough to be fast, and few enough to tell how far it is. */
const CHUNK_ITEMS = 1_000;

/** What is read from the file and becomes an item: a row, or several. */
export interface ImportSource<Entry, P extends Plan> {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>;
  readonly planner: Planner<Entry, P>;
  /** How far the entries are read. */
  progress(): ImportProgress;
}

interface RunParts {
  readonly queries: QueryBus;
  readonly scope: Scope;
  readonly tracker: ImportTracker;
  readonly observer: ProgressObserver;
  /** Takes what became of a chunk. */
  readonly take: (rows: readonly RowReport[]) => Promise<void>;
}

export class ImportRun {
  /** Whether everything was read to the end. */
  isComplete = false;

  constructor(private readonly parts: RunParts) {}

  async take<Entry, P extends Plan>(source: ImportSource<Entry, P>): Promise<void> {
    const { observer, take } = this.parts;
    observer.onProgress({ ...source.progress(), done: 0 });
    const itemIds = await this.importedItems();
    for await (const entries of this.chunksOf(source.entries)) {
      await take(await this.takeChunk(entries, source.planner, itemIds));
      observer.onProgress(source.progress());
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
    reports.push(...(await this.parts.tracker.write(plans)));
    return reports.sort((a, b) => a.line - b.line);
  }

  /** Asked for a new tracker too: a ledger that was seen before is not looked up per command. */
  private async importedItems(): Promise<ReadonlyMap<string, string>> {
    const { queries, scope, tracker } = this.parts;
    return tracker.id === 0 ? new Map() : queries.execute(new ListImportedItems(scope, tracker.id));
  }

  /** @throws ImportAborted when nothing has been taken yet; later it ends with what is taken. */
  private async *chunksOf<Entry>(
    entries: AsyncIterable<Entry> | Iterable<Entry>,
  ): AsyncGenerator<readonly Entry[]> {
    const { signal } = this.parts.observer;
    let isFirst = true;
    let chunk: Entry[] = [];
    for await (const entry of entries) {
      if (isFirst) stopIfAborted(signal, NOTHING_WRITTEN);
      if (signal.aborted) return;
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
