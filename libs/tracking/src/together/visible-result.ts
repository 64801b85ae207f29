/**
 * What somebody may still see of the result of an act, which is kept for a repeat of its request:
 * items of trackers that they no longer see look as if they did not exist.
 */
import type { BulkItem, BulkResult, UndoResult } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { itemNotFound, Ledgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import type { Started } from './started';

@Injectable()
export class VisibleResults {
  constructor(private readonly ledgers: Ledgers) {}

  async of<Result extends BulkResult | UndoResult>(scope: Scope, result: Result): Promise<Result> {
    if (scope.rights.visible === null) return result;
    if ('done' in result) {
      return { ...result, items: result.items.filter((one) => scope.sees(one.tracker_id)) };
    }
    return {
      ...result,
      items: await Promise.all(result.items.map((one) => this.item(scope, one))),
    };
  }

  /** The same of an act that is done, or that goes on as a job. */
  async started<Result extends BulkResult | UndoResult>(
    scope: Scope,
    started: Started<Result>,
  ): Promise<Started<Result>> {
    return 'result' in started ? { result: await this.of(scope, started.result) } : started;
  }

  private async item(scope: Scope, item: BulkItem): Promise<BulkItem> {
    try {
      await this.ledgers.ofItem(scope, item.item_id);
      return item;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return refusedItem(item.item_id, itemNotFound(item.item_id));
    }
  }
}

/** The outcome for an item that was refused. */
export const refusedItem = (itemId: string, { code, message }: DomainError): BulkItem => ({
  item_id: itemId,
  outcome: 'refused',
  error: { code, message },
});
