/** The way of every item command: find the ledger, decide with the domain, append. */
import {
  decideItem,
  formatItemId,
  USER_ID_RULE,
  type ItemCommand,
  type ItemContext,
} from '@action-tracker/domain';
import {
  LedgerWriter,
  type CommandOutcome,
  type LoadedStream,
  type NewEvent,
  type Target,
} from '@action-tracker/event-store';
import { Clock } from '../clock';
import { itemNotFound, Ledgers, type LedgerName } from '../ledgers';
import type { StreamState } from '../stream-model';
import { Users } from '../users/user';
import { metadataOf, requireTimeInOrder, requireVersion, toNewEvent, type Origin } from './origin';

export interface ItemWrite {
  readonly command: ItemCommand;
  readonly origin: Origin;
  /** Refuses the command when the item has another version. */
  readonly expectedVersion?: number | undefined;
  /** Adds what an import knows of the past. */
  readonly stamp?: (event: NewEvent) => NewEvent;
}

export class ItemWriter {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly users: Users,
    private readonly clock: Clock,
  ) {}

  /** Gives a command to an existing item. @throws DomainError of the decision, NOT_FOUND */
  async change(itemId: string, write: ItemWrite): Promise<CommandOutcome> {
    const { ledger } = await this.ledgers.ofItem(itemId);
    const requireItem = (loaded: LoadedStream<StreamState>) => {
      if (!loaded.state.item.exists) throw itemNotFound(itemId);
    };
    return this.write(ledger, { stream: itemId }, write, requireItem);
  }

  /** Gives a command that makes a new item. @throws DomainError of the decision, NOT_FOUND */
  async create(
    trackerId: number,
    write: ItemWrite,
    number: number | 'next' = 'next',
  ): Promise<CommandOutcome> {
    const ledger = await this.ledgers.ofTracker(trackerId);
    const streamOf = (n: number) => formatItemId({ prefix: ledger.prefix, number: n });
    return this.write(ledger, { number, streamOf }, write);
  }

  private async write(
    ledger: LedgerName,
    target: Target,
    { command, origin, expectedVersion, stamp }: ItemWrite,
    require?: (loaded: LoadedStream<StreamState>) => void,
  ): Promise<CommandOutcome> {
    const isUser = await this.knownUsers(command);
    const today = this.clock.today();
    const now = this.clock.now().toISOString();
    const { occurredAt } = origin;
    return this.writer.write({
      ledgerId: ledger.id,
      target,
      // Without the expected version: a repeat may have learnt a newer one.
      metadata: metadataOf(origin, [target, command]),
      decide(loaded) {
        require?.(loaded);
        requireVersion(expectedVersion, loaded.version);
        const context: ItemContext = { today, nextNumber: loaded.ledger.nextNumber, isUser };
        const events = decideItem(loaded.state.item, command, context).map(toNewEvent);
        if (occurredAt === undefined) return stamp ? events.map(stamp) : events;
        const last = loaded.version === 0 ? occurredAt : loaded.state.occurredAt;
        requireTimeInOrder(occurredAt, { last, now });
        return events.map((event) => ({ ...event, occurredAt }));
      },
    });
  }

  /** Users are never deleted, so what was true before the decision is true in it. */
  private async knownUsers(command: ItemCommand): Promise<(id: number) => boolean> {
    const fields = command.type === 'ChangeItem' ? command.changes : command;
    const ownerId = 'ownerId' in fields ? fields.ownerId : undefined;
    const isAskable = ownerId !== undefined && USER_ID_RULE.problem(ownerId) === undefined;
    const known = await this.users.existing(isAskable ? [ownerId] : []);
    return (id) => known.has(id);
  }
}
