import { LedgerWriter, type CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../clock';
import { Ledgers } from '../ledgers';
import type { StreamState } from '../stream-model';
import { Users } from '../users/user';
import { decideHistory, requireOrder, type HistoryStep } from './import-history';
import { metadataOf, requireVersion, type Origin } from './origin';

/** Adds to an item what else happened to it, as one command: all of it, or nothing. */
export class ContinueHistoryCommand extends Command<CommandOutcome> {
  constructor(
    readonly itemId: string,
    /** The first is not before the last entry of the item. */
    readonly steps: readonly HistoryStep[],
    readonly origin: Origin & { readonly commandId: string },
    /** Of the item when it was found which steps it lacks. */
    readonly expectedVersion: number,
  ) {
    super();
  }
}

@CommandHandler(ContinueHistoryCommand)
export class ContinueHistoryHandler implements ICommandHandler<ContinueHistoryCommand> {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly users: Users,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError of the decisions, NOT_FOUND, PRECONDITION_FAILED, VALIDATION_ERROR */
  async execute(command: ContinueHistoryCommand): Promise<CommandOutcome> {
    const { itemId, steps, origin, expectedVersion } = command;
    const now = this.clock.now().toISOString();
    const { ledger } = await this.ledgers.ofItem(itemId);
    const known = await this.users.existing(ownersIn(steps));
    const context = { today: this.clock.today(), nextNumber: 1, isUser: known.has.bind(known) };
    return this.writer.write({
      ledgerId: ledger.id,
      target: { stream: itemId },
      metadata: metadataOf(origin, [itemId, steps]),
      decide: ({ state, version }) => {
        requireVersion(expectedVersion, version);
        const events = decideHistory(state.item, steps, context);
        requireOrder(steps, { last: state.occurredAt, now });
        return events;
      },
    });
  }
}

const ownersIn = (steps: readonly HistoryStep[]): readonly number[] =>
  steps.flatMap(({ commands }) =>
    commands.flatMap((command) =>
      command.type === 'ChangeItem' ? (command.changes.ownerId ?? []) : [],
    ),
  );
