/** Writes to the ledger of the organisation, which begins with its first entry. */
import {
  decideOrganisation,
  ORGANISATION,
  ORGANISATION_STREAM,
  stateOf,
  type OrganisationCommand,
} from '@action-tracker/domain';
import { LedgerWriter, PrefixTaken, type CommandOutcome } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import { metadataOf, toNewEvent, type Origin } from '../ledger/origin';
import type { StreamState } from '../ledger/stream-model';

/** No tracker has it: their ids count from one. */
export const ORGANISATION_LEDGER = 0;

/** Changes the standing of a person in the organisation. */
export class ChangeOrganisationCommand extends Command<CommandOutcome> {
  constructor(
    readonly change: OrganisationCommand,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(ChangeOrganisationCommand)
export class ChangeOrganisationHandler implements ICommandHandler<ChangeOrganisationCommand> {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
  ) {}

  async execute({ change, origin }: ChangeOrganisationCommand): Promise<CommandOutcome> {
    try {
      return await this.write(change, origin);
    } catch (error) {
      // Somebody else has just begun it.
      if (error instanceof PrefixTaken) return this.write(change, origin);
      throw error;
    }
  }

  private async write(change: OrganisationCommand, origin: Origin): Promise<CommandOutcome> {
    const isBegun = await this.ledgers.ofPrefix(ORGANISATION_STREAM);
    return this.writer.write({
      ledgerId: ORGANISATION_LEDGER,
      ...(isBegun ? {} : { opensPrefix: ORGANISATION_STREAM }),
      target: { stream: ORGANISATION_STREAM },
      metadata: metadataOf(origin, change),
      decide: ({ state }) =>
        decideOrganisation(stateOf(ORGANISATION, state), change).map(toNewEvent),
    });
  }
}
