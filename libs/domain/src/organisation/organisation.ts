/**
 * The organisation: who is an admin or a guest, and who was deactivated. Everybody else is an active
 * member. Its ledger has no tracker and no items, and one stream.
 */
import { SITE_ROLE_RULE } from '../access/role-rules';
import type { SiteRole } from '../access/roles';
import { assertNever } from '../assert-never';
import { DomainError } from '../domain-error';
import { accept, acceptSome, USER_ID_RULE } from '../rules';

export interface SiteRoleChanged {
  readonly type: 'SiteRoleChanged';
  readonly data: { readonly userId: number; readonly from: SiteRole; readonly to: SiteRole };
}

export interface PersonDeactivated {
  readonly type: 'PersonDeactivated';
  readonly data: { readonly userId: number };
}

export interface PersonReactivated {
  readonly type: 'PersonReactivated';
  readonly data: { readonly userId: number };
}

export type OrganisationEvent = SiteRoleChanged | PersonDeactivated | PersonReactivated;

/** Changes what is given. */
export interface ChangePerson {
  readonly type: 'ChangePerson';
  readonly userId: number;
  readonly role?: SiteRole;
  readonly isActive?: boolean;
}

export type OrganisationCommand = ChangePerson;

/** Somebody about whom the ledger says something. */
export interface KnownPerson {
  readonly userId: number;
  readonly role: SiteRole;
  readonly isActive: boolean;
}

export interface OrganisationState {
  readonly people: readonly KnownPerson[];
}

export const NO_ORGANISATION: OrganisationState = { people: [] };

/** Somebody's standing in the organisation. */
export const personOf = ({ people }: OrganisationState, userId: number): KnownPerson =>
  people.find((one) => one.userId === userId) ?? { userId, role: 'member', isActive: true };

/**
 * Decides who is what. Whoever is the only active admin stays one until there is another.
 *
 * @throws DomainError VALIDATION_ERROR, CONFLICT
 */
export function decideOrganisation(
  state: OrganisationState,
  { userId, role, isActive }: OrganisationCommand,
): readonly OrganisationEvent[] {
  accept({ userId: USER_ID_RULE }, { userId });
  acceptSome<{ role: SiteRole }>({ role: SITE_ROLE_RULE }, role === undefined ? {} : { role });
  const before = personOf(state, userId);
  const after = { userId, role: role ?? before.role, isActive: isActive ?? before.isActive };
  if (isAdmin(before) && !isAdmin(after)) requireOtherAdmin(state, userId);
  const events: OrganisationEvent[] = [];
  if (after.role !== before.role) {
    const data = { userId, from: before.role, to: after.role };
    events.push({ type: 'SiteRoleChanged', data });
  }
  if (after.isActive !== before.isActive) {
    const type = after.isActive ? 'PersonReactivated' : 'PersonDeactivated';
    events.push({ type, data: { userId } });
  }
  return events;
}

const isAdmin = ({ role, isActive }: KnownPerson): boolean => role === 'admin' && isActive;

/** Folds one event into the state of the organisation. */
export function evolveOrganisation(
  state: OrganisationState,
  event: OrganisationEvent,
): OrganisationState {
  const before = personOf(state, event.data.userId);
  const others = state.people.filter(({ userId }) => userId !== before.userId);
  return { people: [...others, changed(before, event)] };
}

function changed(person: KnownPerson, event: OrganisationEvent): KnownPerson {
  switch (event.type) {
    case 'SiteRoleChanged':
      return { ...person, role: event.data.to };
    case 'PersonDeactivated':
      return { ...person, isActive: false };
    case 'PersonReactivated':
      return { ...person, isActive: true };
    default:
      return assertNever(event);
  }
}

function requireOtherAdmin({ people }: OrganisationState, userId: number): void {
  if (people.some((one) => one.userId !== userId && isAdmin(one))) return;
  const message = 'Expected another active admin, found none; make somebody an admin first';
  throw new DomainError('CONFLICT', message);
}
