import { DomainError } from '../domain-error';
import {
  decideOrganisation,
  evolveOrganisation,
  NO_ORGANISATION,
  personOf,
  type OrganisationCommand,
  type OrganisationEvent,
} from './organisation';
import { ORGANISATION } from './organisation-aggregate';

const ADMIN: OrganisationEvent = {
  type: 'SiteRoleChanged',
  data: { userId: 1, from: 'member', to: 'admin' },
};
const after = (events: readonly OrganisationEvent[]) =>
  events.reduce(evolveOrganisation, NO_ORGANISATION);

function decided(
  events: readonly OrganisationEvent[],
  command: Omit<OrganisationCommand, 'type'>,
): readonly OrganisationEvent[] | string {
  try {
    return decideOrganisation(after(events), { type: 'ChangePerson', ...command });
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('people of the organisation', () => {
  it('are active members unless the ledger says otherwise', () => {
    expect(personOf(NO_ORGANISATION, 7)).toEqual({ userId: 7, role: 'member', isActive: true });
    expect(decided([], { userId: 7, role: 'member', isActive: true })).toEqual([]);
    expect(decided([], { userId: 1, role: 'admin' })).toEqual([ADMIN]);
  });

  it('change role and standing at once', () => {
    expect(decided([ADMIN], { userId: 2, role: 'guest', isActive: false })).toEqual([
      { type: 'SiteRoleChanged', data: { userId: 2, from: 'member', to: 'guest' } },
      { type: 'PersonDeactivated', data: { userId: 2 } },
    ]);
  });

  it('come back as what they were', () => {
    const gone: OrganisationEvent = { type: 'PersonDeactivated', data: { userId: 2 } };
    const guest: OrganisationEvent = {
      type: 'SiteRoleChanged',
      data: { userId: 2, from: 'member', to: 'guest' },
    };
    const back = decided([ADMIN, guest, gone], { userId: 2, isActive: true });
    expect(back).toEqual([{ type: 'PersonReactivated', data: { userId: 2 } }]);
    expect(personOf(after([guest, gone, ...(back as OrganisationEvent[])]), 2)).toEqual({
      ...{ userId: 2, role: 'guest', isActive: true },
    });
  });

  it.each([{ role: 'member' }, { role: 'guest' }, { isActive: false }] as const)(
    'keep one active admin: %j',
    (change) => {
      expect(decided([ADMIN], { userId: 1, ...change })).toBe('CONFLICT');
      const other: OrganisationEvent = {
        type: 'SiteRoleChanged',
        data: { userId: 2, from: 'member', to: 'admin' },
      };
      expect(decided([ADMIN, other], { userId: 1, ...change })).toHaveLength(1);
      const idle: OrganisationEvent = { type: 'PersonDeactivated', data: { userId: 2 } };
      expect(decided([ADMIN, other, idle], { userId: 1, ...change })).toBe('CONFLICT');
    },
  );

  it('have an id and a role that exists', () => {
    expect(decided([], { userId: 0, role: 'admin' })).toBe('VALIDATION_ERROR');
    expect(decided([], { userId: 1, role: 'owner' as 'admin' })).toBe('VALIDATION_ERROR');
  });
});

describe('the aggregate', () => {
  const context = { today: '', nextNumber: 1, isUser: () => true };
  const gone: OrganisationEvent = { type: 'PersonDeactivated', data: { userId: 2 } };
  const back: OrganisationEvent = { type: 'PersonReactivated', data: { userId: 2 } };

  it.each([
    [[], ADMIN],
    [[ADMIN], gone],
    [[ADMIN, gone], back],
  ])('decides an event again from its command: %#', (before, event) => {
    const state = after(before);
    expect(ORGANISATION.decide(state, ORGANISATION.commandOf(event), context)).toEqual([event]);
    expect(ORGANISATION.flawOf(state, event)).toBeUndefined();
    expect(ORGANISATION.nameFlawOf(event, 'organisation')).toBeUndefined();
  });

  it('says what an event should have been', () => {
    expect(ORGANISATION.flawOf(after([ADMIN]), ADMIN)).toBe('from "admin", which it was');
    expect(ORGANISATION.flawOf(after([]), back)).toContain('reactivated after that');
  });

  it('owns one stream', () => {
    expect(ORGANISATION.owns('organisation')).toBe(true);
    expect(ORGANISATION.owns('AD')).toBe(false);
  });
});
