import { givenTracker, trackerAfter } from '../testing';
import type { TrackerEvent } from './tracker';
import { TRACKER } from './tracker-aggregate';
import type { AccessEvent } from './tracker-access';

const DETAILS = { prefix: 'AD', name: 'Astro', description: null };
const MANAGED: TrackerEvent = { type: 'TrackerOpened', data: { ...DETAILS, managerId: 1 } };
const OLDER: TrackerEvent = { type: 'TrackerOpened', data: DETAILS };
const added = (userId: number, role: 'viewer' | 'editor' | 'manager'): TrackerEvent => ({
  type: 'MemberAdded',
  data: { userId, role },
});

describe('who manages a tracker', () => {
  it('is whoever opened it', () => {
    expect(trackerAfter([MANAGED])).toMatchObject({
      visibility: 'organisation',
      organisationRole: 'editor',
      members: [{ userId: 1, role: 'manager', entry: 1 }],
    });
  });

  it('is nobody in particular in one that is older than roles', () => {
    expect(trackerAfter([OLDER])).toMatchObject({ organisationRole: 'editor', members: [] });
    givenTracker([OLDER])
      .when({ type: 'AddMember', userId: 2, role: 'manager' })
      .then([added(2, 'manager')]);
  });

  it('stays until there is another one', () => {
    givenTracker([MANAGED]).when({ type: 'RemoveMember', userId: 1 }).then('CONFLICT');
    givenTracker([MANAGED])
      .when({ type: 'ChangeMemberRole', userId: 1, role: 'editor' })
      .then('CONFLICT');
    const two = [MANAGED, added(2, 'manager')];
    givenTracker(two)
      .when({ type: 'RemoveMember', userId: 1 })
      .then([{ type: 'MemberRemoved', data: { userId: 1, role: 'manager' } }]);
    givenTracker([...two, { type: 'MemberRemoved', data: { userId: 1, role: 'manager' } }])
      .when({ type: 'RemoveMember', userId: 2 })
      .then('CONFLICT');
  });
});

describe('members', () => {
  const given = givenTracker([MANAGED, added(2, 'viewer')]);

  it('are added once, with another role only by changing it', () => {
    given.when({ type: 'AddMember', userId: 2, role: 'viewer' }).then([]);
    given.when({ type: 'AddMember', userId: 2, role: 'editor' }).then('CONFLICT');
    given
      .when({ type: 'ChangeMemberRole', userId: 2, role: 'editor' })
      .then([{ type: 'MemberRoleChanged', data: { userId: 2, from: 'viewer', to: 'editor' } }]);
    given.when({ type: 'ChangeMemberRole', userId: 2, role: 'viewer' }).then([]);
  });

  it('who are none cannot be changed or removed', () => {
    given.when({ type: 'ChangeMemberRole', userId: 3, role: 'editor' }).then('NOT_FOUND');
    given.when({ type: 'RemoveMember', userId: 3 }).then('NOT_FOUND');
    givenTracker([]).when({ type: 'RemoveMember', userId: 3 }).then('NOT_FOUND');
  });

  it('have the role that they last got', () => {
    const changed: TrackerEvent = {
      type: 'MemberRoleChanged',
      data: { userId: 2, from: 'viewer', to: 'editor' },
    };
    expect(trackerAfter([MANAGED, added(2, 'viewer'), changed])).toMatchObject({
      members: [
        { userId: 1, role: 'manager' },
        { userId: 2, role: 'editor', entry: 2 },
      ],
    });
  });
});

describe('who sees a tracker', () => {
  it('is recorded with from and to of what changed', () => {
    const given = givenTracker([MANAGED]);
    given
      .when({ type: 'ChangeVisibility', visibility: 'members', organisationRole: 'editor' })
      .then([
        {
          type: 'VisibilityChanged',
          data: { from: { visibility: 'organisation' }, to: { visibility: 'members' } },
        },
      ]);
    given.when({ type: 'ChangeVisibility', visibility: 'organisation' }).then([]);
    given.when({ type: 'ChangeVisibility' }).then([
      {
        field: 'body',
        message: 'expected at least one of visibility, organisation_role, found none',
      },
    ]);
  });
});

const tracker = trackerAfter([MANAGED, added(2, 'viewer')]);
const EVENTS: readonly AccessEvent[] = [
  { type: 'MemberAdded', data: { userId: 3, role: 'editor' } },
  { type: 'MemberRoleChanged', data: { userId: 2, from: 'viewer', to: 'editor' } },
  { type: 'MemberRemoved', data: { userId: 2, role: 'viewer' } },
  {
    type: 'VisibilityChanged',
    data: { from: { visibility: 'organisation' }, to: { visibility: 'members' } },
  },
];

it.each(EVENTS)('decides a $type again from its command, and finds no flaw in it', (event) => {
  const context = { today: '', nextNumber: 1, isUser: () => true };
  expect(TRACKER.decide(tracker, TRACKER.commandOf(event), context)).toEqual([event]);
  expect(TRACKER.flawOf(tracker, event)).toBeUndefined();
});

it.each([
  [{ type: 'MemberAdded', data: { userId: 2, role: 'editor' } }, 'a member is added once'],
  [
    { type: 'MemberRemoved', data: { userId: 9, role: 'editor' } },
    'a member is added before anything else becomes of them',
  ],
  [{ type: 'MemberRemoved', data: { userId: 2, role: 'editor' } }, 'from "viewer", which it was'],
  [
    { type: 'MemberRoleChanged', data: { userId: 2, from: 'editor', to: 'manager' } },
    'from "viewer", which it was',
  ],
  [
    { type: 'VisibilityChanged', data: { from: { organisationRole: 'viewer' }, to: {} } },
    'from "editor", which it was',
  ],
] as const)('says what an event should have been: %#', (event, flaw) => {
  expect(TRACKER.flawOf(tracker, event)).toBe(flaw);
});
