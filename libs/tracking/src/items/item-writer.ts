/** The write path of every item command: find the ledger, decide with the domain, append. */
import {
  decideItem,
  formatItemId,
  ITEM,
  NAMED_FIELDS,
  stateOf,
  USER_ID_RULE,
  type DecisionContext,
  type ItemCommand,
  type ItemFields,
  type ItemState,
} from '@action-tracker/domain';
import {
  LedgerWriter,
  type CommandOutcome,
  type LedgerCommand,
  type LoadedStream,
  type NewEvent,
  type Target,
} from '@action-tracker/event-store';
import { Clock } from '../ledger/clock';
import { itemNotFound, Ledgers, type LedgerName } from '../ledger/ledgers';
import { Scope } from '../ledger/scope';
import type { StreamState } from '../ledger/stream-model';
import { TrackerCategories } from '../ledger/tracker-categories';
import { Users } from '../people/user';
import {
  metadataOf,
  requireTimeInOrder,
  requireVersion,
  toNewEvent,
  type ExpectedVersions,
  type Origin,
} from '../ledger/origin';

export interface ItemWrite {
  readonly command: ItemCommand;
  readonly origin: Origin;
  /** Versions that the command accepts; it is refused when the item has another one. */
  readonly expectedVersions?: ExpectedVersions;
  /** Distinguishes a repeat from another command with the same id; the command if unset. */
  readonly content?: unknown;
}

/** An item from a file. The import decides its past events and sets their times. */
export interface ItemImport {
  /** The number to keep, or the next free one. */
  readonly number: number | 'next';
  readonly commands: readonly ItemCommand[];
  readonly origin: Origin;
  /** Distinguishes a repeat from another import with the same command id. */
  readonly content: unknown;
  readonly decide: (state: ItemState, context: DecisionContext) => readonly NewEvent[];
  /** Whether commands have the names of categories, as people give them, instead of their keys. */
  readonly hasNames?: true;
}

type Decide = (loaded: LoadedStream<StreamState>, context: DecisionContext) => readonly NewEvent[];

/** Like an import, but `decide` also receives the version and the time of the last entry. */
export type ItemContinuation = Omit<ItemImport, 'decide' | 'number'> & { readonly decide: Decide };

export class ItemWriter {
  private readonly categories: TrackerCategories;

  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly users: Users,
    private readonly clock: Clock,
  ) {
    this.categories = new TrackerCategories(ledgers);
  }

  /** Applies a command to an existing item. @throws DomainError from the decider, NOT_FOUND */
  change(itemId: string, write: ItemWrite): Promise<CommandOutcome> {
    return this.continue(itemId, this.now(write, itemId));
  }

  /**
   * Appends to an item what `decide` returns for its stream. @throws what `decide` throws,
   * NOT_FOUND
   */
  async continue(itemId: string, write: ItemContinuation): Promise<CommandOutcome> {
    const { ledger } = await this.ledgers.ofItem(Scope.everything, itemId);
    return this.write(ledger, { stream: itemId }, write);
  }

  /** Applies a command that creates an item. @throws DomainError from the decider, NOT_FOUND */
  async create(trackerId: number, write: ItemWrite): Promise<CommandOutcome> {
    const ledger = await this.ledgers.ofTracker(Scope.everything, trackerId);
    return this.write(ledger, numbered(ledger, 'next'), this.now(write));
  }

  /** Creates an item with its past. @throws DomainError from the deciders, NOT_FOUND */
  async import(trackerId: number, { number, ...write }: ItemImport): Promise<CommandOutcome> {
    const ledger = await this.ledgers.ofTracker(Scope.everything, trackerId);
    return this.write(ledger, numbered(ledger, number), onItem(write));
  }

  /**
   * Creates many items with their pasts in one batch.
   *
   * @returns the outcome of each; `undefined` for those that must go through `import` individually
   * @throws DomainError NOT_FOUND
   */
  async importTogether(
    trackerId: number,
    imports: readonly ItemImport[],
  ): Promise<readonly (CommandOutcome | undefined)[]> {
    const ledger = await this.ledgers.ofTracker(Scope.everything, trackerId);
    const commands = imports.flatMap((one) => one.commands);
    const context = await this.contextOf(ledger, { commands });
    return this.writer.writeByCopy(
      imports.map(({ number, ...write }) =>
        ledgerCommand(ledger, numbered(ledger, number), onItem(write), context),
      ),
    );
  }

  /** A command that happens now, or at the time its origin gives. */
  private now(write: ItemWrite, itemId?: string): ItemContinuation {
    const { command, origin, expectedVersions, content = command } = write;
    const now = this.clock.now();
    const { occurredAt } = origin;
    const decide: Decide = (loaded, context) => {
      const item = stateOf(ITEM, loaded.state);
      if (itemId !== undefined && !item.exists) throw itemNotFound(itemId);
      requireVersion(expectedVersions, loaded.version);
      const events = decideItem(item, command, context).map(toNewEvent);
      if (occurredAt === undefined) return events;
      const last = loaded.version === 0 ? occurredAt : loaded.state.occurredAt;
      requireTimeInOrder(occurredAt, { last, now: now.toISOString() });
      return events.map((event) => ({ ...event, occurredAt }));
    };
    // The expected version is not part of the content: a repeat may have read a newer one.
    return { commands: [command], origin, content, decide, hasNames: true };
  }

  private async write(
    ledger: LedgerName,
    target: Target,
    write: ItemContinuation,
  ): Promise<CommandOutcome> {
    const context = await this.contextOf(ledger, write);
    return this.writer.write(ledgerCommand(ledger, target, write, context));
  }

  /**
   * What decisions on an item of this tracker depend on. Categories are read before the decision: one
   * that is retired in between can still be given, as if that had happened just before.
   */
  private async contextOf(
    { id }: LedgerName,
    { commands, hasNames }: Pick<ItemContinuation, 'commands' | 'hasNames'>,
  ): Promise<KnownContext> {
    const isNamed = hasNames && commands.some((one) => fieldsOf(one).category !== undefined);
    const [isUser, categories] = await Promise.all([
      this.knownUsers(commands),
      isNamed ? this.categories.ofTracker(id) : undefined,
    ]);
    return { today: this.clock.today(), isUser, ...(categories ? { categories } : {}) };
  }

  /** Safe to check before the decision, because users are never deleted. */
  private async knownUsers(commands: readonly ItemCommand[]): Promise<(id: number) => boolean> {
    const named = commands.flatMap((command) => {
      const fields = fieldsOf(command);
      return NAMED_FIELDS.map(({ name, kind }) => (kind === 'user' ? fields[name] : undefined));
    });
    const isAskable = (id: unknown): id is number => USER_ID_RULE.problem(id) === undefined;
    const known = await this.users.existing([...new Set(named.filter(isAskable))]);
    return (id) => known.has(id);
  }
}

/** What is known before the ledger is read. */
type KnownContext = Omit<DecisionContext, 'nextNumber'>;

function fieldsOf(command: ItemCommand): Partial<ItemFields> {
  if (command.type === 'ChangeItem') return command.changes;
  return 'ownerId' in command ? command : {};
}

const ledgerCommand = (
  { id: ledgerId }: LedgerName,
  target: Target,
  { origin, content, decide }: ItemContinuation,
  context: KnownContext,
): LedgerCommand<StreamState> => ({
  ledgerId,
  target,
  metadata: metadataOf(origin, [target, content]),
  decide: (loaded) => decide(loaded, { ...context, nextNumber: loaded.ledger.nextNumber }),
});

const onItem = ({ decide, ...write }: Omit<ItemImport, 'number'>): ItemContinuation => ({
  ...write,
  decide: ({ state }, context) => decide(stateOf(ITEM, state), context),
});

const numbered = ({ prefix }: LedgerName, number: number | 'next'): Target => ({
  number,
  streamOf: (n) => formatItemId({ prefix, number: n }),
});
