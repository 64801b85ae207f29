import { Rights, type FoundRights } from './rights';

const NOTHING: FoundRights = {
  ...{ standing: null, hasAdmin: true, own: null, shared: null, trackers: null, archived: null },
  ownCategories: null,
};
const of = (found: Partial<FoundRights>) => Rights.of({ ...NOTHING, ...found });
/** Tracker 2 is for its members, tracker 3 lets the organisation read. */
const HIDDEN = { shared: { 2: 'none', 3: 'viewer' }, trackers: [1, 2, 3] } as const;

describe('a member of the organisation', () => {
  it('sees everything as an editor while nothing is said', () => {
    const rights = of({});
    expect([rights.siteRole, rights.isActive, rights.visible]).toEqual(['member', true, null]);
    expect(rights.roleIn(1)).toBe('editor');
  });

  it('sees no tracker that is for its members, and has the role of the others', () => {
    const rights = of(HIDDEN);
    expect(rights.visible).toEqual([1, 3]);
    expect([1, 2, 3].map((id) => rights.roleIn(id))).toEqual(['editor', undefined, 'viewer']);
  });

  it('has the higher one of two roles', () => {
    const rights = of({ ...HIDDEN, own: { 1: 'viewer', 2: 'contributor', 3: 'manager' } });
    expect(rights.visible).toEqual([1, 2, 3]);
    expect([1, 2, 3].map((id) => rights.roleIn(id))).toEqual(['editor', 'contributor', 'manager']);
  });

  it('manages what the organisation sees until there is an admin, and nothing else', () => {
    const rights = of({ ...HIDDEN, hasAdmin: false });
    expect([1, 2, 3].map((id) => rights.roleIn(id))).toEqual(['manager', undefined, 'manager']);
    expect(rights.siteRole).toBe('member');
  });
});

describe('a guest', () => {
  it('sees where they are a member, and is an editor at most', () => {
    const rights = of({ standing: ['guest', 'active'], own: { 2: 'manager', 3: 'viewer' } });
    expect(rights.visible).toEqual([2, 3]);
    expect([1, 2, 3].map((id) => rights.roleIn(id))).toEqual([undefined, 'editor', 'viewer']);
  });

  it('sees nothing without an invitation', () => {
    expect(of({ standing: ['guest', 'active'] }).visible).toEqual([]);
  });
});

it('lets an admin see and manage everything, unless they were deactivated', () => {
  const rights = of({ ...HIDDEN, standing: ['admin', 'active'] });
  expect([rights.visible, rights.roleIn(2), rights.isActive]).toEqual([null, 'manager', true]);
  expect(of({ standing: ['admin', 'deactivated'] }).isActive).toBe(false);
});

describe('the key', () => {
  it('does not change with trackers that are not visible', () => {
    const before = of(HIDDEN);
    const shared = { ...HIDDEN.shared, 4: 'none', 5: 'none' } as const;
    expect(of({ shared, trackers: [1, 2, 3, 4, 5] }).key).toBe(before.key);
  });

  it('changes with every role that is', () => {
    const keys = [
      of({}),
      of(HIDDEN),
      of({ ...HIDDEN, own: { 2: 'viewer' } }),
      of({ ...HIDDEN, own: { 2: 'editor' } }),
      of({ standing: ['admin', 'active'] }),
      of({ hasAdmin: false }),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('an archived tracker', () => {
  const ARCHIVED = { archived: [2], trackers: [1, 2, 3] } as const;

  it('is visible, and in no list unless it is asked for', () => {
    const rights = of(ARCHIVED);
    expect([rights.visible, rights.listed]).toEqual([
      [1, 2, 3],
      [1, 3],
    ]);
    expect([1, 2].map((id) => rights.isArchived(id))).toEqual([false, true]);
    expect(rights.roleIn(2)).toBe('editor');
    expect(rights.key).not.toBe(of({}).key);
  });

  it('stays hidden from whom it was hidden before', () => {
    const hidden = of({ ...ARCHIVED, shared: { 2: 'none' } });
    expect([hidden.visible, hidden.listed, hidden.isArchived(2)]).toEqual([[1, 3], [1, 3], false]);
    const guest = of({
      ...ARCHIVED,
      standing: ['guest', 'active'],
      own: { 2: 'viewer', 3: 'viewer' },
    });
    expect([guest.visible, guest.listed, guest.isArchived(2)]).toEqual([[2, 3], [3], true]);
  });

  it('is left out for a token that is limited to it', () => {
    const limited = of(ARCHIVED).limitedTo({ trackerIds: [2, 3], isReadOnly: false });
    expect([limited.visible, limited.listed, limited.isArchived(2)]).toEqual([[2, 3], [3], true]);
  });
});

it('knows which visible trackers have categories of their own, and whether these have changed', () => {
  const one = of({ ...HIDDEN, ownCategories: { 1: 'a', 2: 'b' } });
  expect([one.ownCategories, of(HIDDEN).ownCategories, Rights.all.ownCategories]).toEqual([
    [1],
    [],
    null,
  ]);
  expect(of({ ...HIDDEN, ownCategories: { 1: 'a', 2: 'c' } }).key).toBe(one.key);
  expect(of({ ...HIDDEN, ownCategories: { 1: 'c', 2: 'b' } }).key).not.toBe(one.key);
  expect(one.limitedTo({ trackerIds: [1], isReadOnly: true }).ownCategories).toEqual([1]);
});

describe('a limit', () => {
  const admin = of({ standing: ['admin', 'active'] });

  it('leaves some trackers, and nothing outside of trackers', () => {
    const limited = admin.limitedTo({ trackerIds: [2], isReadOnly: false });
    expect([limited.visible, limited.siteRole, limited.isOnSite]).toEqual([[2], 'guest', false]);
    expect([1, 2].map((id) => limited.roleIn(id))).toEqual([undefined, 'manager']);
  });

  it('leaves reading', () => {
    const limited = admin.limitedTo({ trackerIds: null, isReadOnly: true });
    expect([limited.visible, limited.roleIn(1), limited.siteRole]).toEqual([
      null,
      'viewer',
      'admin',
    ]);
  });

  it('gives nothing that was not there', () => {
    const limited = of(HIDDEN).limitedTo({ trackerIds: [2, 3], isReadOnly: false });
    expect([limited.visible, limited.roleIn(2), limited.roleIn(3)]).toEqual([
      ...[[3], undefined, 'viewer'],
    ]);
  });

  it('changes nothing when there is none', () => {
    const limited = admin.limitedTo({ trackerIds: null, isReadOnly: false });
    expect([limited.visible, limited.roleIn(1), limited.siteRole]).toEqual([
      null,
      'manager',
      'admin',
    ]);
    expect(limited.isOnSite).toBe(true);
  });
});
