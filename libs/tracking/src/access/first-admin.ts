import { CommandBus } from '@nestjs/cqrs';
import { Injectable } from '@nestjs/common';
import type { User } from '@action-tracker/contracts';
import { randomUUIDv7 } from 'node:crypto';
import { Ledgers } from '../ledger/ledgers';
import { ChangeOrganisationCommand } from './change-organisation';

/**
 * Makes the first person who signs in to an empty installation its admin. An installation from
 * before roles has trackers: the command line names its first admin.
 */
@Injectable()
export class FirstAdmin {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly commands: CommandBus,
  ) {}

  /** After a sign-in. */
  async welcome({ id }: Pick<User, 'id'>): Promise<void> {
    const { rows } = await this.ledgers.pool.query<{ readonly isFirst: boolean }>({
      name: 'is_first_person',
      text: `SELECT NOT EXISTS (SELECT FROM ledgers)
               AND $1::int = (SELECT min(u.id) FROM users u) AS "isFirst"`,
      values: [id],
    });
    if (rows[0]?.isFirst !== true) return;
    const origin = { actorId: id, channel: 'web', correlationId: randomUUIDv7() } as const;
    const change = { type: 'ChangePerson', userId: id, role: 'admin' } as const;
    await this.commands.execute(new ChangeOrganisationCommand(change, origin));
  }
}
