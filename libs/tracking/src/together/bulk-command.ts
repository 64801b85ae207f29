import { BULK_MAX_ITEMS, type BulkResult } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import { JobRunner } from './job-runner';
import type { Started } from './started';
import type { Origin } from '../ledger/origin';
import type { Scope } from '../ledger/scope';
import type { ItemFilter } from '../lists/item-filter';
import { ItemLists } from '../lists/item-lists';
import { Bulk, type AskedItem } from './bulk';
import type { BulkChange } from './bulk-change';
import { VisibleResults } from './visible-result';

/** Which items: given ones, or all that a filter matches, whose number the caller must know. */
export type BulkItems =
  | { readonly asked: readonly AskedItem[] }
  | { readonly filter: ItemFilter; readonly expectedCount: number };

export interface BulkInput {
  readonly items: BulkItems;
  readonly change: BulkChange;
  /** Expected versions by item id. */
  readonly versions?: Readonly<Record<string, number>>;
  readonly isDryRun?: boolean;
}

/** Changes many items as one act; each item is changed or refused for itself. */
export class BulkCommand extends Command<Started<BulkResult>> {
  constructor(
    readonly scope: Scope,
    readonly input: BulkInput,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(BulkCommand)
export class BulkHandler implements ICommandHandler<BulkCommand> {
  constructor(
    private readonly bulk: Bulk,
    private readonly lists: ItemLists,
    private readonly runner: JobRunner,
    private readonly results: VisibleResults,
  ) {}

  async execute({ scope, input, origin: given }: BulkCommand): Promise<Started<BulkResult>> {
    const { items, change, versions = {}, isDryRun = false } = input;
    const { commandId, batch = commandId ?? randomUUIDv7(), ...origin } = given;
    await this.bulk.requireAcceptable(changesOf(input));
    const plan = async () => {
      const asked = 'asked' in items ? items.asked : await this.find(scope, items);
      const places = await this.bulk.find(scope, asked);
      const forUser = scope.userId ?? null;
      const request = { places, change, versions, origin, forUser };
      return { request, items: places.length };
    };
    if (isDryRun) {
      const { request } = await plan();
      return { result: await this.bulk.run({ ...request, batch: null }) };
    }
    const content = { items, change, versions };
    const asked = { id: batch, kind: 'bulk', userId: origin.actorId, content } as const;
    return this.results.started(scope, await this.runner.start(asked, plan));
  }

  /** @throws DomainError CONFLICT when another number of items matches */
  private async find(
    scope: Scope,
    { filter, expectedCount }: Extract<BulkItems, { filter: ItemFilter }>,
  ): Promise<readonly AskedItem[]> {
    const found = await this.lists.ids({ scope, filter }, BULK_MAX_ITEMS + 1);
    if (found.length === expectedCount && found.length <= BULK_MAX_ITEMS) {
      return found.map((itemId) => ({ itemId }));
    }
    const most = found.length > BULK_MAX_ITEMS;
    const message = most
      ? `Expected at most ${BULK_MAX_ITEMS} items, found more`
      : `Expected ${expectedCount} items that match, found ${found.length}`;
    throw new DomainError('CONFLICT', message);
  }
}

/** The change for all, and those of single items. */
const changesOf = ({ items, change }: BulkInput): readonly BulkChange[] =>
  'asked' in items ? items.asked.map((item) => item.change ?? change) : [change];
