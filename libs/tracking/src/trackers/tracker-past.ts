/**
 * A tracker as a command left it, computed by replay, so that a repeat of the command gets the same
 * answer.
 */
import type { Tracker } from '@action-tracker/contracts';
import { DomainError, stateOf, TRACKER } from '@action-tracker/domain';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import { STREAM_MODEL } from '../ledger/stream-model';
import { streamAsOf } from '../ledger/stream-past';
import type { Scope } from '../ledger/scope';

export class GetTrackerAtVersion extends Query<Tracker> {
  constructor(
    readonly scope: Scope,
    readonly trackerId: number,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetTrackerAtVersion)
export class GetTrackerAtVersionHandler implements IQueryHandler<GetTrackerAtVersion> {
  constructor(private readonly ledgers: Ledgers) {}

  async execute({ scope, trackerId, version }: GetTrackerAtVersion): Promise<Tracker> {
    const { prefix } = await this.ledgers.ofTracker(scope, trackerId);
    const past = await streamAsOf(this.ledgers, { id: trackerId }, prefix, { version });
    const state = past?.state ?? STREAM_MODEL.initial;
    const tracker = stateOf(TRACKER, state);
    const { createdAt } = state;
    if (!past || !tracker.exists || createdAt === null) {
      throw new DomainError('NOT_FOUND', `Tracker ${trackerId} not found`);
    }
    return {
      id: trackerId,
      prefix: tracker.prefix,
      name: tracker.name,
      description: tracker.description,
      next_number: await this.nextNumberAt(trackerId, past.last.position),
      created_at: createdAt,
    };
  }

  /** Scans from the highest number down, skipping items created since. */
  private async nextNumberAt(ledgerId: number, position: number): Promise<number> {
    const { rows } = await this.ledgers.pool.query<{ next: number }>({
      name: 'next_number_at',
      text: `SELECT i.number + 1 AS next FROM action_items i
             JOIN events e ON e.ledger_id = i.tracker_id AND e.stream = i.id AND e.version = 1
             WHERE i.tracker_id = $1 AND e.position < $2 ORDER BY i.number DESC LIMIT 1`,
      values: [ledgerId, position],
    });
    return rows[0]?.next ?? 1;
  }
}
