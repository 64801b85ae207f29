/** The way of every item command: find the ledger, decide with the domain, append. */
import {
  decideItem,
  formatItemId,
  USER_ID_RULE,
  type ItemCommand,
  type ItemContext,
  type ItemState,
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
}

/** An item of a file: what happened to it in the past is decided and dated by the import. */
export interface ItemImport {
  readonly commands: readonly ItemCommand[];
  readonly origin: Origin;
  /** What tells a repeat from another import with the same id. */
  readonly content: unknown;
  readonly decide: (state: ItemState, context: ItemContext) => readonly NewEvent[];
}

type Decide = (loaded: LoadedStream<StreamState>, context: ItemContext) => readonly NewEvent[];

/** As an import, but the decision sees more than the item: version, and when the last entry was. */
export type ItemContinuation = Omit<ItemImport, 'decide'> & { readonly decide: Decide };

export class ItemWriter {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly users: Users,
    private readonly clock: Clock,
  ) {}

  /** Gives a command to an existing item. @throws DomainError of the decision, NOT_FOUND */
  change(itemId: string, write: ItemWrite): Promise<CommandOutcome> {
    return this.continue(itemId, this.now(write, itemId));
  }

  /** Adds to an item what is decided on its whole stream. @throws what `decide` throws, NOT_FOUND */
  async continue(itemId: string, write: ItemContinuation): Promise<CommandOutcome> {
    const { ledger } = await this.ledgers.ofItem(itemId);
    return this.write(ledger, { stream: itemId }, write);
  }

  /** Gives a command that makes a new item. @throws DomainError of the decision, NOT_FOUND */
  async create(trackerId: number, write: ItemWrite): Promise<CommandOutcome> {
    const ledger = await this.ledgers.ofTracker(trackerId);
    return this.write(ledger, numbered(ledger, 'next'), this.now(write));
  }

  /** Makes a new item with its past. @throws DomainError of the decisions, NOT_FOUND */
  async import(
    trackerId: number,
    { decide, ...write }: ItemImport,
    number: number | 'next',
  ): Promise<CommandOutcome> {
    const ledger = await this.ledgers.ofTracker(trackerId);
    const decideLoaded: Decide = ({ state }, context) => decide(state.item, context);
    return this.write(ledger, numbered(ledger, number), { ...write, decide: decideLoaded });
  }

  /** A command that happens now, or when its origin says. */
  private now({ command, origin, expectedVersion }: ItemWrite, itemId?: string): ItemContinuation {
    const now = this.clock.now();
    const { occurredAt } = origin;
    const decide: Decide = (loaded, context) => {
      if (itemId !== undefined && !loaded.state.item.exists) throw itemNotFound(itemId);
      requireVersion(expectedVersion, loaded.version);
      const events = decideItem(loaded.state.item, command, context).map(toNewEvent);
      if (occurredAt === undefined) return events;
      const last = loaded.version === 0 ? occurredAt : loaded.state.occurredAt;
      requireTimeInOrder(occurredAt, { last, now: now.toISOString() });
      return events.map((event) => ({ ...event, occurredAt }));
    };
    // Without the expected version: a repeat may have learnt a newer one.
    return { commands: [command], origin, content: command, decide };
  }

  private async write(
    ledger: LedgerName,
    target: Target,
    { commands, origin, content, decide }: ItemContinuation,
  ): Promise<CommandOutcome> {
    const isUser = await this.knownUsers(commands);
    const today = this.clock.today();
    return this.writer.write({
      ledgerId: ledger.id,
      target,
      metadata: metadataOf(origin, [target, content]),
      decide: (loaded) => decide(loaded, { today, nextNumber: loaded.ledger.nextNumber, isUser }),
    });
  }

  /** Users are never deleted, so what was true before the decision is true in it. */
  private async knownUsers(commands: readonly ItemCommand[]): Promise<(id: number) => boolean> {
    const ownerIds = commands.flatMap((command) => {
      const fields = command.type === 'ChangeItem' ? command.changes : command;
      return 'ownerId' in fields ? [fields.ownerId] : [];
    });
    const isAskable = (id: number) => USER_ID_RULE.problem(id) === undefined;
    const known = await this.users.existing([...new Set(ownerIds.filter(isAskable))]);
    return (id) => known.has(id);
  }
}

const numbered = ({ prefix }: LedgerName, number: number | 'next'): Target => ({
  number,
  streamOf: (n) => formatItemId({ prefix, number: n }),
});
