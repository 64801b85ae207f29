import { mayInTracker, mayOnSite, SITE_ACTIONS, TRACKER_ACTIONS } from './permissions';
import { higherRole, includesRole, SITE_ROLES, type TrackerRole } from './roles';

const may = (role: TrackerRole) =>
  (Object.keys(TRACKER_ACTIONS) as (keyof typeof TRACKER_ACTIONS)[]).filter((action) =>
    mayInTracker(role, action),
  );

it('gives each role what the roles before it may, and more', () => {
  expect(may('viewer')).toEqual(['read']);
  expect(may('contributor')).toEqual([
    ...['read', 'create_item', 'add_note', 'correct_own_note', 'change_own_item', 'undo_own'],
  ]);
  const onlyManagers = may('manager').filter((action) => !may('editor').includes(action));
  expect(onlyManagers).toEqual(['change_tracker', 'manage_members']);
  expect(may('manager')).toHaveLength(Object.keys(TRACKER_ACTIONS).length);
});

it('gives nothing to somebody without a role', () => {
  expect(mayInTracker(undefined, 'read')).toBe(false);
});

it.each([
  ['admin', ['own', 'open_tracker', 'import_files', 'manage_people']],
  ['member', ['own', 'open_tracker', 'import_files']],
  ['guest', ['own']],
] as const)('lets a %s do these things on the site', (role, actions) => {
  const all = Object.keys(SITE_ACTIONS) as (keyof typeof SITE_ACTIONS)[];
  expect(all.filter((action) => mayOnSite(role, action))).toEqual(actions);
  expect(SITE_ROLES).toContain(role);
});

it('knows the higher one of two roles', () => {
  expect(higherRole('viewer', 'manager')).toBe('manager');
  expect(higherRole('editor', 'contributor')).toBe('editor');
  expect(higherRole(undefined, 'viewer')).toBe('viewer');
  expect(higherRole('viewer', undefined)).toBe('viewer');
  expect(higherRole(undefined, undefined)).toBeUndefined();
  expect(includesRole('editor', 'editor')).toBe(true);
});
