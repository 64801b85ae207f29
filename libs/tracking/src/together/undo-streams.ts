/** Undoes the entries of one act, stream by stream: reads each, plans, and writes compensations. */
import type { UndoneItem } from '@action-tracker/contracts';
import {
  categoryName,
  isOfTracker,
  parseItemId,
  planUndo,
  reversalsOf,
  REGISTRY,
  upcast,
  type AnyAggregate,
  type AnyEvent,
  type TrackerCategory,
  type UndoEntry,
  type UndoPlan,
} from '@action-tracker/domain';
import {
  LedgerBusy,
  LedgerWriter,
  readWholeStreams,
  type BatchStream,
  type EntrySet,
  type RecordedEvent,
} from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ledger/clock';
import { Ledgers } from '../ledger/ledgers';
import { commandIdIn, metadataOf, toNewEvent, type Origin } from '../ledger/origin';
import type { StreamState } from '../ledger/stream-model';
import { TrackerCategories } from '../ledger/tracker-categories';

/** What is undone, as which batch, and who does it. */
export interface UndoWrite {
  readonly set: EntrySet;
  /** The batch of the compensations; `null` for a dry run. */
  readonly batch: string | null;
  readonly origin: Omit<Origin, 'commandId'>;
}

/** The outcome for one stream. */
export interface UndoneStream {
  readonly item: UndoneItem;
  /** Why entries cannot be undone at all. */
  readonly impossible: readonly string[];
}

/** Somebody wrote to the stream between reading and writing. */
class StreamMoved extends Error {}

/** How often a stream is read again because somebody else writes to it. */
const ATTEMPTS = 10;

@Injectable()
export class UndoStreams {
  private readonly categories: TrackerCategories;

  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly clock: Clock,
  ) {
    this.categories = new TrackerCategories(ledgers);
  }

  /** Undoes the order in these streams of one ledger. Repeating it has no further effect. */
  async undo(
    order: UndoWrite,
    ledgerId: number,
    streams: readonly BatchStream[],
  ): Promise<readonly UndoneStream[]> {
    const names = streams.map(({ stream }) => stream);
    const read = await readWholeStreams(this.ledgers.pool, ledgerId, names);
    const undone = await Promise.all(
      streams.map((one) => this.undoOne(order, one, read.get(one.stream) ?? [])),
    );
    const categories = await this.categories.ofTracker(ledgerId);
    return undone.map(({ item, ...one }) => ({ ...one, item: withNames(item, categories) }));
  }

  private async undoOne(
    order: UndoWrite,
    one: BatchStream,
    read: readonly RecordedEvent[],
  ): Promise<UndoneStream> {
    let events: readonly RecordedEvent[] | undefined = read;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stream: UndoableStream = new UndoableStream(
        one,
        events ?? (await this.read(one)),
        order,
      );
      const plan = stream.plan(this.clock.today());
      if (await this.isWritten(order, one, { plan, version: stream.version })) {
        return stream.outcome(plan);
      }
      events = undefined;
    }
    throw new LedgerBusy(`${one.stream} changes all the time`);
  }

  private async read({ ledgerId, stream }: BatchStream): Promise<readonly RecordedEvent[]> {
    return (await readWholeStreams(this.ledgers.pool, ledgerId, [stream])).get(stream) ?? [];
  }

  /** @returns `false` when somebody has written to the stream since it was read */
  private async isWritten(
    { batch, ...order }: UndoWrite,
    one: BatchStream,
    { plan: { events }, version }: { readonly plan: UndoPlan; readonly version: number },
  ): Promise<boolean> {
    if (batch === null || events.length === 0) return true;
    try {
      await this.write({ ...order, batch }, one, { events, version });
      return true;
    } catch (error) {
      if (error instanceof StreamMoved) return false;
      throw error;
    }
  }

  private async write(
    { origin, batch }: UndoWrite & { readonly batch: string },
    { ledgerId, stream, batch: undoes }: BatchStream,
    planned: { readonly events: readonly AnyEvent[]; readonly version: number },
  ): Promise<void> {
    await this.writer.write({
      ledgerId,
      target: { stream },
      metadata: {
        ...metadataOf({ ...origin, batch, undoes }, stream),
        commandId: commandIdIn(batch, stream),
      },
      decide({ version }) {
        if (version !== planned.version) throw new StreamMoved();
        // The plan decided them with the aggregate of the stream.
        return planned.events.map((event) => toNewEvent(event as Parameters<typeof toNewEvent>[0]));
      },
    });
  }
}

/** The same with the names of categories in place of their keys. */
function withNames(item: UndoneItem, categories: readonly TrackerCategory[]): UndoneItem {
  const named = (what: string, value: unknown): unknown =>
    isOfTracker(what) && typeof value === 'string' ? categoryName(categories, value) : value;
  return {
    ...item,
    done: item.done.map(({ what, from, to }) => ({
      ...{ what, from: named(what, from), to: named(what, to) },
    })),
    conflicts: item.conflicts.map((one) => ({
      ...one,
      ...{ expected: named(one.what, one.expected), found: named(one.what, one.found) },
    })),
  };
}

/** One stream of an order, as it was read. */
class UndoableStream {
  private readonly entries: readonly UndoEntry[];
  private readonly aggregate: AnyAggregate;

  constructor(
    private readonly one: BatchStream,
    events: readonly RecordedEvent[],
    private readonly order: UndoWrite,
  ) {
    this.aggregate = REGISTRY.ofStream(one.stream);
    this.entries = events.map(toEntry);
  }

  get version(): number {
    return this.entries.length;
  }

  plan(today: string): UndoPlan {
    const { set } = this.order;
    const isAsked = ({ batch, commandId }: UndoEntry) =>
      'batch' in set ? batch === set.batch : commandId === set.commandId;
    const context = { today, nextNumber: 1, isUser: () => true };
    return planUndo(this.aggregate, this.entries, isAsked, context);
  }

  /** Includes what an interrupted attempt of the same order has already written. */
  outcome({ done, conflicts, impossible }: UndoPlan): UndoneStream {
    const { ledgerId, stream } = this.one;
    const earlier = this.entries.filter(({ batch }) => batch === this.order.batch);
    const doneEarlier = earlier.flatMap(({ event, version }) =>
      reversalsOf(this.aggregate, event, version),
    );
    return {
      item: {
        item_id: parseItemId(stream) ? stream : null,
        tracker_id: ledgerId,
        done: [...doneEarlier, ...done].map(({ what, from, to }) => ({ what, from, to })),
        conflicts: conflicts.map(({ byId, ...conflict }) => ({ ...conflict, by_id: byId })),
      },
      impossible,
    };
  }
}

export function toEntry(stored: RecordedEvent): UndoEntry {
  const { version, commandId, batch, undoes, actorId, occurredAt: at } = stored;
  return { version, commandId, batch, undoes, actorId, at, event: upcast(stored) };
}
