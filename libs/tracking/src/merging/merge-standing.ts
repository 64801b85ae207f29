/** Gives the person who stays what the merged one may see and do, so that nobody loses access by a merge. */
import {
  DomainError,
  GUEST_ROLE_MAX,
  higherRole,
  includesRole,
  type AccessCommand,
  type TrackerRole,
} from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ChangeAccessCommand } from '../access/change-access';
import { ChangeOrganisationCommand } from '../access/change-organisation';
import type { Origin } from '../ledger/origin';
import { CurrentRights } from '../ledger/rights';

/** A role in a tracker that the person who stays has, or gets. */
export interface MergedRole {
  readonly trackerId: number;
  readonly role: TrackerRole;
}

interface Membership extends MergedRole {
  readonly userId: number;
  /** What the person who stays has there so far. */
  readonly own: TrackerRole | null;
}

type MergeOrigin = Omit<Origin, 'commandId' | 'batch'>;

@Injectable()
export class MergeStanding {
  constructor(
    private readonly database: DataSource,
    private readonly rights: CurrentRights,
    private readonly commands: CommandBus,
  ) {}

  /** @throws DomainError CONFLICT when nobody would be an admin, or a guest a manager */
  async requireMergeable(fromId: number, intoId: number): Promise<readonly MergedRole[]> {
    await this.requireOtherAdmin(fromId);
    const roles = rolesAfter(await this.memberships(fromId, intoId));
    const isTooHigh = roles.some(({ role }) => !includesRole(GUEST_ROLE_MAX, role));
    if (isTooHigh && (await this.rights.of(intoId)).siteRole === 'guest') {
      const message = `Expected roles of at most ${GUEST_ROLE_MAX} for a guest, found a manager; give them a lower role first`;
      throw new DomainError('CONFLICT', message);
    }
    return roles;
  }

  /** Moves the roles one by one; after an interruption, repeating it moves the rest. */
  async move(fromId: number, intoId: number, origin: MergeOrigin): Promise<void> {
    const found = await this.memberships(fromId, intoId);
    for (const { trackerId, role } of rolesAfter(found)) {
      const there = found.filter((one) => one.trackerId === trackerId);
      // The new manager first: a tracker keeps at least one.
      for (const change of changesOf(intoId, role, there)) {
        await this.commands.execute(new ChangeAccessCommand(trackerId, change, origin));
      }
    }
    await this.endAdmin(fromId, origin);
  }

  /** Whoever cannot sign in any more does not count as an admin. */
  private async endAdmin(userId: number, origin: MergeOrigin): Promise<void> {
    if ((await this.rights.of(userId)).siteRole !== 'admin') return;
    const change = { type: 'ChangePerson', userId, role: 'member' } as const;
    await this.commands.execute(new ChangeOrganisationCommand(change, origin));
  }

  /** Whoever is merged signs in as the other one, with the role of the other one. */
  private async requireOtherAdmin(userId: number): Promise<void> {
    const admins = await this.database.query<{ readonly id: number }[]>(
      `SELECT user_id AS id FROM people_standing
       WHERE site_role = 'admin' AND standing = 'active' LIMIT 2`,
    );
    if (admins.length !== 1 || admins[0]?.id !== userId) return;
    const message = 'Expected another active admin, found none; make somebody an admin first';
    throw new DomainError('CONFLICT', message);
  }

  /** Those of all who are, or will be, merged into the same person. */
  private memberships(fromId: number, intoId: number): Promise<readonly Membership[]> {
    return this.database.query<Membership[]>(
      `SELECT m.tracker_id AS "trackerId", m.user_id AS "userId", m.role, o.role AS own
       FROM tracker_access m
       LEFT JOIN tracker_access o ON o.tracker_id = m.tracker_id AND o.user_id = $2
       WHERE m.user_id = ANY (ARRAY(SELECT id FROM users
         WHERE (id = $1 OR merged_into_id = $1 OR merged_into_id = $2) AND id <> $2))
       ORDER BY m.tracker_id, m.user_id`,
      [fromId, intoId],
    );
  }
}

/** In each tracker the highest role of both people. */
function rolesAfter(found: readonly Membership[]): readonly MergedRole[] {
  const byTracker = Map.groupBy(found, ({ trackerId }) => trackerId);
  return [...byTracker].flatMap(([trackerId, there]) => {
    const own = there[0]?.own ?? undefined;
    const role = there.map((one) => one.role).reduce(highest, own);
    return role === undefined ? [] : [{ trackerId, role }];
  });
}

const highest = (
  one: TrackerRole | undefined,
  other: TrackerRole | undefined,
): TrackerRole | undefined => higherRole(one, other);

function changesOf(
  userId: number,
  role: TrackerRole,
  there: readonly Membership[],
): readonly AccessCommand[] {
  const own = there[0]?.own;
  const type = own ? 'ChangeMemberRole' : 'AddMember';
  return [
    ...(own === role ? [] : [{ type, userId, role } as const]),
    ...there.map((one) => ({ type: 'RemoveMember', userId: one.userId }) as const),
  ];
}
