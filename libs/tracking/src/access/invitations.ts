/** Finds whom somebody wants as a member, and invites an unknown address as a guest. */
import {
  DomainError,
  GUEST_ROLE_MAX,
  includesRole,
  type TrackerRole,
} from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandIdIn, type Origin } from '../ledger/origin';
import { CurrentRights } from '../ledger/rights';
import { Users } from '../people/user';
import { ChangeOrganisationCommand } from './change-organisation';

interface Wanted {
  readonly id: number | undefined;
  readonly email: string | undefined;
  readonly role: TrackerRole;
}

@Injectable()
export class Invitations {
  constructor(
    private readonly users: Users,
    private readonly rights: CurrentRights,
    private readonly commands: CommandBus,
  ) {}

  /**
   * The id of the wanted user.
   *
   * @param domains whose people sign in as members; all if `undefined`
   * @throws DomainError VALIDATION_ERROR
   */
  async find({ id, email, role }: Wanted, domains: readonly string[] | undefined, origin: Origin) {
    if ((id === undefined) === (email === undefined)) {
      const found = id === undefined ? 'neither' : 'both';
      throw invalid('body', `expected user_id or email, found ${found}`);
    }
    if (id === undefined) return this.invite({ email: email ?? '', role }, domains, origin);
    const userId = await this.existing(id);
    await this.requireRole(userId, role);
    return userId;
  }

  /** @throws DomainError VALIDATION_ERROR for a guest who would get more than guests have */
  async requireRole(userId: number, role: TrackerRole): Promise<void> {
    if (includesRole(GUEST_ROLE_MAX, role)) return;
    const { siteRole } = await this.rights.of(userId);
    if (siteRole === 'guest') requireGuestRole(role);
  }

  /** Whether an address belongs to a guest, who may sign in from any domain. */
  async isGuest(email: string): Promise<boolean> {
    const user = await this.users.findByEmail(email);
    return user !== null && (await this.rights.of(user.id)).siteRole === 'guest';
  }

  private async existing(id: number): Promise<number> {
    if ((await this.users.existing([id])).has(id)) return id;
    throw invalid('user_id', `expected the id of a user, found ${id}`);
  }

  /** Refuses the role before anybody is created. */
  private async invite(
    { email, role }: { readonly email: string; readonly role: TrackerRole },
    domains: readonly string[] | undefined,
    { batch: _, commandId, ...origin }: Origin,
  ): Promise<number> {
    const known = await this.users.findByEmail(email);
    if (known) {
      await this.requireRole(known.id, role);
      return known.id;
    }
    const [name = email, domain = ''] = email.trim().toLowerCase().split('@');
    const isGuest = domains?.includes(domain) !== true;
    if (isGuest) requireGuestRole(role);
    const { id: userId } = await this.users.findOrCreate({ email, name });
    if (!isGuest) return userId;
    const change = { type: 'ChangePerson', userId, role: 'guest' } as const;
    const own = commandId === undefined ? {} : { commandId: commandIdIn(commandId, 'guest') };
    await this.commands.execute(new ChangeOrganisationCommand(change, { ...origin, ...own }));
    return userId;
  }
}

/** @throws DomainError VALIDATION_ERROR */
function requireGuestRole(role: TrackerRole): void {
  if (includesRole(GUEST_ROLE_MAX, role)) return;
  throw invalid('role', `expected at most ${GUEST_ROLE_MAX} for a guest, found ${role}`);
}

const invalid = (field: string, message: string): DomainError =>
  DomainError.invalid([{ field, message }]);
