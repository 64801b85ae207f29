/** Changes many items at once: each for itself, all as one act. */
import type { BulkItem, BulkResult } from '@action-tracker/contracts';
import {
  DomainError,
  ITEM,
  REGISTRY,
  stateOf,
  UNTOUCHED_STREAM,
  type DecisionContext,
  type ItemState,
} from '@action-tracker/domain';
import { readWholeStreams, type NewEvent, type RecordedEvent } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { BatchWriter } from '../batches/batch-writer';
import type { OnProgress } from './jobs';
import { ItemWriter, type ItemContinuation } from '../items/item-writer';
import { Clock } from '../ledger/clock';
import { itemNotFound, Ledgers } from '../ledger/ledgers';
import { commandIdIn, requireVersion, type Origin } from '../ledger/origin';
import { Scope } from '../ledger/scope';
import { TrackerCategories } from '../ledger/tracker-categories';
import { CurrentRights, type Rights } from '../ledger/rights';
import { requireInTracker } from '../access/permissions';
import { Users } from '../people/user';
import { refusedItem } from './visible-result';
import { commandsOf, decideChange, requireAcceptable, type BulkChange } from './bulk-change';

/** Small enough to report progress and to let others write in between. */
const CHUNK_ITEMS = 100;

/** An item, and the tracker that the caller sees it in; `null` if they see no such tracker. */
export interface Place {
  readonly itemId: string;
  readonly trackerId: number | null;
  /** Why they may not change it, although they see it. */
  readonly refusal?: Pick<DomainError, 'code' | 'message'>;
  /** What this item gets in place of the change for all. */
  readonly change?: BulkChange;
}

/** An item that is asked for. */
export type AskedItem = Pick<Place, 'itemId' | 'change'>;

/** Plain JSON, so that another process can continue it. */
export interface BulkOrder {
  readonly places: readonly Place[];
  readonly change: BulkChange;
  /** Expected versions by item id. */
  readonly versions: Readonly<Record<string, number>>;
  /** The batch of the change; `null` for a dry run. */
  readonly batch: string | null;
  readonly origin: Omit<Origin, 'commandId'>;
  /** Whose rights count at each step; `null` for the operator, the actor if unset. */
  readonly forUser?: number | null;
}

@Injectable()
export class Bulk {
  private readonly categories: TrackerCategories;

  constructor(
    private readonly items: ItemWriter,
    private readonly ledgers: Ledgers,
    private readonly users: Users,
    private readonly clock: Clock,
    private readonly batches: BatchWriter,
    private readonly rights: CurrentRights,
  ) {
    this.categories = new TrackerCategories(ledgers);
  }

  /** @throws DomainError VALIDATION_ERROR for changes that no item accepts */
  async requireAcceptable(changes: readonly BulkChange[]): Promise<void> {
    const context = await this.contextOf(changes);
    for (const change of changes) requireAcceptable(change, context);
  }

  /**
   * Changes the items. Repeating the same order continues one that was interrupted.
   */
  async run(order: BulkOrder, onProgress?: OnProgress): Promise<BulkResult> {
    const { places } = order;
    await this.begin(order);
    const items: BulkItem[] = [];
    for (let from = 0; from < places.length; from += CHUNK_ITEMS) {
      const rights = await this.rightsFor(order);
      const chunk = places.slice(from, from + CHUNK_ITEMS).map((place) => permitted(rights, place));
      const changed =
        order.batch === null ? this.pretend(order, chunk) : this.change(order, order.batch, chunk);
      items.push(...(await changed));
      await onProgress?.(items.length);
    }
    await this.end(order);
    return { batch: order.batch, items };
  }

  /** Where these items are. */
  find(scope: Scope, asked: readonly AskedItem[]): Promise<readonly Place[]> {
    return Promise.all(
      asked.map(async (item) => {
        const found = await this.ledgers.ofItem(scope, item.itemId).catch(ifNotFound);
        return permitted(scope.rights, { ...item, trackerId: found?.ledger.id ?? null });
      }),
    );
  }

  private rightsFor({ forUser, origin }: BulkOrder): Promise<Rights> {
    return this.rights.ofActor(forUser, origin.actorId);
  }

  private change(order: BulkOrder, batch: string, chunk: readonly Place[]) {
    return Promise.all(
      chunk.map((place) => outcomeOf(place, () => this.changeOne(order, batch, place))),
    );
  }

  private async changeOne(
    order: BulkOrder,
    batch: string,
    place: Place,
  ): Promise<BulkItem['outcome']> {
    const { itemId } = place;
    const change = changeOf(order, place);
    const write: ItemContinuation = {
      commands: commandsOf(change),
      hasNames: true,
      // A repeat finds the outcome of this item.
      origin: { ...order.origin, batch, commandId: commandIdIn(batch, itemId) },
      content: change,
      decide: ({ state, version }, context) =>
        decideOn({ itemId, state: stateOf(ITEM, state), version }, order, change, context),
    };
    const { version, versionBefore } = await this.items.continue(itemId, write);
    return version > versionBefore ? 'changed' : 'unchanged';
  }

  /** Decides without writing. */
  private async pretend(order: BulkOrder, chunk: readonly Place[]): Promise<readonly BulkItem[]> {
    const context = await this.contextOf(chunk.map((place) => changeOf(order, place)));
    const read = new Map<string, readonly RecordedEvent[]>();
    const names = await this.categories.names(Scope.everything, trackersOf(chunk));
    for (const [trackerId, own] of Map.groupBy(chunk, (place) => place.trackerId)) {
      if (trackerId === null) continue;
      const ids = own.map(({ itemId }) => itemId);
      const streams = await readWholeStreams(this.ledgers.pool, trackerId, ids);
      for (const [name, events] of streams) read.set(name, events);
    }
    return Promise.all(
      chunk.map((place) =>
        outcomeOf(place, () => {
          const events = read.get(place.itemId) ?? [];
          const folded = events.reduce(REGISTRY.evolve.bind(REGISTRY), UNTOUCHED_STREAM);
          const { itemId } = place;
          const item = { itemId, state: stateOf(ITEM, folded), version: events.length };
          const categories = names.of(place.trackerId ?? 0);
          const own = { ...context, categories };
          const decided = decideOn(item, order, changeOf(order, place), own);
          return decided.length > 0 ? 'changed' : 'unchanged';
        }),
      ),
    );
  }

  /** Without the categories of a tracker. */
  private async contextOf(changes: readonly BulkChange[]): Promise<DecisionContext> {
    const owners = changes.flatMap(({ changes: fields }) => fields?.ownerId ?? []);
    const known = await this.users.existing([...new Set(owners)]);
    return { today: this.clock.today(), nextNumber: 1, isUser: (id) => known.has(id) };
  }

  private async begin(order: BulkOrder): Promise<void> {
    for (const place of batchesOf(order)) {
      await this.batches.begin(place, { kind: 'bulk', undoes: null, file: null });
    }
  }

  private async end(order: BulkOrder): Promise<void> {
    for (const place of batchesOf(order)) await this.batches.end(place);
  }
}

/** Where a change is recorded as a batch: that of one item needs no record of its own. */
function batchesOf({ batch, places, origin }: BulkOrder) {
  if (batch === null || places.length < 2) return [];
  return trackersOf(places).map((ledgerId) => ({ ledgerId, batch, origin }));
}

const trackersOf = (places: readonly Place[]): readonly number[] => [
  ...new Set(places.flatMap(({ trackerId }) => trackerId ?? [])),
];

/** The outcome of one item. Its refusal does not affect the others. */
async function outcomeOf(
  { itemId, trackerId, refusal }: Place,
  change: () => BulkItem['outcome'] | Promise<BulkItem['outcome']>,
): Promise<BulkItem> {
  try {
    if (refusal) throw new DomainError(refusal.code, refusal.message);
    if (trackerId === null) throw itemNotFound(itemId);
    return { item_id: itemId, outcome: await change() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refusedItem(itemId, error);
  }
}

/** The place, unless the rights have ended: nothing is then written to its tracker. */
function permitted(rights: Rights, place: Place): Place {
  const { trackerId } = place;
  if (trackerId === null) return place;
  if (rights.roleIn(trackerId) === undefined) return { ...place, trackerId: null };
  try {
    requireInTracker(rights, trackerId, 'change_item');
    return place;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message } = error;
    return { ...place, trackerId: null, refusal: { code, message } };
  }
}

const changeOf = ({ change }: BulkOrder, place: Place): BulkChange => place.change ?? change;

/** @throws DomainError as `decideItem`, NOT_FOUND, PRECONDITION_FAILED */
function decideOn(
  { itemId, state, version }: { readonly itemId: string; state: ItemState; version: number },
  { versions }: BulkOrder,
  change: BulkChange,
  context: DecisionContext,
): readonly NewEvent[] {
  if (!state.exists) throw itemNotFound(itemId);
  requireVersion(expectedOf(versions, itemId), version);
  return decideChange({ state, version }, change, context);
}

const expectedOf = (versions: BulkOrder['versions'], itemId: string) =>
  Object.hasOwn(versions, itemId) ? [versions[itemId] ?? 0] : undefined;

function ifNotFound(error: unknown): undefined {
  if (error instanceof DomainError && error.code === 'NOT_FOUND') return undefined;
  throw error;
}
