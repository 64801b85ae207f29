import { ABOUT_NAMES, type ListedItem } from '@action-tracker/contracts';
import { offeredCategories } from '@action-tracker/domain';
import {
  Clock,
  GetTracker,
  Ledgers,
  Moments,
  type PastMoment,
  ReadNotesOfItems,
  type Scope,
  VisiblePeople,
} from '@action-tracker/tracking';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { scopeOf } from '../http/scope-of';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import type { WorkbookBatch, WorkbookHead } from './item-workbook';
import { writeWorkbook } from './write-workbook';

type ItemBatches = Iterable<readonly string[]> | AsyncIterable<readonly string[]>;

export interface ItemWorkbook {
  /** Of now too: a copy on somebody's disk is soon one of the past. */
  readonly moment: PastMoment;
  readonly parts: AsyncIterable<Uint8Array>;
}

const trackerIdPipe = new TrackerIdPipe();

/** Lists of items as workbooks, with the notes of the items. */
@Injectable()
export class ItemWorkbooks {
  constructor(
    private readonly queries: QueryBus,
    private readonly people: VisiblePeople,
    private readonly ledgers: Ledgers,
    private readonly moments: Moments,
    private readonly clock: Clock,
  ) {}

  /** @param batches each item as the JSON of a `ListedItem` */
  async of(batches: ItemBatches, request: FastifyRequest): Promise<ItemWorkbook> {
    const scope = scopeOf(request);
    const { trackerId: id } = request.params as { readonly trackerId?: string };
    const tracker =
      id === undefined
        ? undefined
        : await this.ledgers.ofTracker(scope, trackerIdPipe.transform(id));
    const moment = scope.moment ?? (await this.now(tracker?.id ?? null));
    const { instant, axis, position } = moment;
    const chosen = tracker && (await this.queries.execute(new GetTracker(scope, tracker.id)));
    const head: WorkbookHead = {
      users: await this.people.list(scope),
      ...(chosen ? { categories: offeredCategories(chosen.categories) } : {}),
      about: [
        ...(tracker ? [[ABOUT_NAMES.tracker, tracker.prefix] as const] : []),
        ...(tracker && position !== null
          ? [[ABOUT_NAMES.position, String(position)] as const]
          : []),
        [ABOUT_NAMES.asOf, instant],
        [ABOUT_NAMES.axis, axis],
      ],
    };
    return { moment, parts: writeWorkbook(head, this.withNotes(scope, batches)) };
  }

  /** Rows are read after it, so none is older than its position. */
  private now(trackerId: number | null): Promise<PastMoment> {
    const text = this.clock.now().toISOString();
    return this.moments.resolve({ field: 'as_of', text, axis: 'recorded', trackerId });
  }

  private async *withNotes(scope: Scope, batches: ItemBatches): AsyncGenerator<WorkbookBatch> {
    for await (const items of batches) {
      const listed = items.map((json) => JSON.parse(json) as ListedItem);
      yield { items, notes: await this.queries.execute(new ReadNotesOfItems(scope, listed)) };
    }
  }
}
