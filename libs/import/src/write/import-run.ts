/**
 * Runs an import in chunks; a refused entry does not affect the others of its chunk. If killed at
 * any point, it leaves only complete items, and importing the same file again adds the rest.
 */
import { FindTakenBack, ListImportedItems, type Scope } from '@action-tracker/tracking';
import type { QueryBus } from '@nestjs/cqrs';
import { NOTHING_WRITTEN, stopIfAborted } from '../import-aborted';
import type { ImportProgress, ProgressObserver } from '../import-observer';
import type { Known, Plan, Planner } from '../plan/row-planner';
import type { RowReport } from '../report/row-report';
import { Turns } from '../turns';
import type { ImportTracker } from './import-tracker';

/** Large enough to be fast, small enough to report progress. */
const CHUNK_ITEMS = 1_000;

/** Entries of the file, each of which becomes an item: a row, or several. */
export interface ImportSource<Entry, P extends Plan> {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>;
  readonly planner: Planner<Entry, P>;
  /** Progress of reading the entries. */
  progress(): ImportProgress;
}

interface RunParts {
  readonly queries: QueryBus;
  readonly scope: Scope;
  readonly tracker: ImportTracker;
  readonly observer: ProgressObserver;
  /** Receives the outcomes of a chunk. */
  readonly take: (rows: readonly RowReport[]) => Promise<void>;
}

export class ImportRun {
  /** Whether all entries were read. */
  isComplete = false;
  private readonly turns = new Turns();

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

  /** Plans the entries one at a time, then executes all commands together. */
  private async takeChunk<Entry, P extends Plan>(
    entries: readonly Entry[],
    planner: Planner<Entry, P>,
    itemIds: ReadonlyMap<string, string>,
  ): Promise<readonly RowReport[]> {
    const planned: (Plan | RowReport)[] = [];
    const known: Known<P>[] = [];
    await planner.prepare?.(entries);
    for (const entry of entries) {
      await this.turns.pass();
      const plan = await planner.plan(entry);
      const itemId = 'command' in plan ? itemIds.get(plan.command.origin.commandId) : undefined;
      if ('command' in plan && itemId !== undefined) known.push({ ...plan, itemId });
      else planned.push(plan);
    }
    if (known.length > 0) planned.push(...(await this.planKnown(known, planner)));
    const plans = planned.filter((plan) => 'command' in plan);
    const reports = planned.filter((plan) => 'outcome' in plan);
    reports.push(...(await this.parts.tracker.write(plans)));
    return reports.sort((a, b) => a.line - b.line);
  }

  private async planKnown<Entry, P extends Plan>(
    known: readonly Known<P>[],
    planner: Planner<Entry, P>,
  ): Promise<readonly (Plan | RowReport)[]> {
    const { queries, scope, tracker } = this.parts;
    const ids = known.map(({ itemId }) => itemId);
    const takenBack = await queries.execute(new FindTakenBack(scope, tracker.id, ids));
    const planned: (Plan | RowReport)[] = [];
    for (const plan of known) {
      const last = takenBack.get(plan.itemId);
      if (last) planned.push(await planner.again(plan, last));
    }
    const others = known.filter(({ itemId }) => !takenBack.has(itemId));
    return others.length > 0 ? [...planned, ...(await planner.compare(others))] : planned;
  }

  /** Item ids by command id of earlier imports; empty for a tracker that does not exist yet. */
  private async importedItems(): Promise<ReadonlyMap<string, string>> {
    const { queries, scope, tracker } = this.parts;
    return tracker.id === 0 ? new Map() : queries.execute(new ListImportedItems(scope, tracker.id));
  }

  /**
   * @throws ImportAborted before the first chunk; a later abort ends the loop with the chunks so
   *   far
   */
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
