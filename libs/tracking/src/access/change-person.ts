import { DomainError, INITIALS_RULE, requireSome, type SiteRole } from '@action-tracker/domain';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledgers } from '../ledger/ledgers';
import type { Origin } from '../ledger/origin';
import { Users } from '../people/user';
import { ChangeOrganisationCommand } from './change-organisation';

export interface PersonChanges {
  readonly initials?: string;
  readonly siteRole?: SiteRole;
  readonly isActive?: boolean;
}

/** Changes what an admin may change about a person. */
export class ChangePersonCommand extends Command<void> {
  constructor(
    readonly userId: number,
    readonly changes: PersonChanges,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(ChangePersonCommand)
export class ChangePersonHandler implements ICommandHandler<ChangePersonCommand> {
  constructor(
    private readonly users: Users,
    private readonly commands: CommandBus,
    private readonly ledgers: Ledgers,
  ) {}

  /** @throws DomainError NOT_FOUND, VALIDATION_ERROR, CONFLICT */
  async execute({ userId, changes, origin }: ChangePersonCommand): Promise<void> {
    const { initials, siteRole: role, isActive } = changes;
    if (!(await this.users.existing([userId])).has(userId)) {
      throw new DomainError('NOT_FOUND', `User ${userId} not found`);
    }
    requireSome(changes, { initials: INITIALS_RULE, siteRole: null, isActive: null });
    if (role !== undefined || isActive !== undefined) {
      const standing = {
        ...(role === undefined ? {} : { role }),
        ...(isActive === undefined ? {} : { isActive }),
      };
      const change = { type: 'ChangePerson', userId, ...standing } as const;
      await this.commands.execute(new ChangeOrganisationCommand(change, origin));
    }
    if (initials !== undefined) await this.rename(userId, initials.trim());
  }

  private async rename(userId: number, initials: string): Promise<void> {
    await this.ledgers.pool.query('UPDATE users SET initials = $2 WHERE id = $1', [
      userId,
      initials,
    ]);
  }
}
