import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import { CurrentRights, FirstAdmin, Invitations } from '@action-tracker/tracking';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../injection-keys';
import { requireAllowedDomain } from './token-strategy';

/** Decides who may sign in. */
@Injectable()
export class Admission {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly invitations: Invitations,
    private readonly rights: CurrentRights,
    private readonly firstAdmin: FirstAdmin,
  ) {}

  /** Before a sign-in. Guests come from any domain. @throws DomainError FORBIDDEN */
  async requireAllowed(email: string): Promise<void> {
    const isGuest = await this.invitations.isGuest(email);
    requireAllowedDomain(email, isGuest ? undefined : this.settings.allowedEmailDomains);
  }

  /** After a sign-in. @throws DomainError FORBIDDEN for somebody who was deactivated */
  async welcome({ id, email }: User): Promise<void> {
    const { isActive } = await this.rights.of(id);
    if (!isActive) throw new DomainError('FORBIDDEN', `${email} was deactivated by an admin`);
    await this.firstAdmin.welcome({ id });
  }
}
