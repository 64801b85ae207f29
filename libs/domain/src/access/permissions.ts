/**
 * What each action needs. This table is the only answer to "may this person do that": the server
 * refuses by it, and the client offers by it.
 */
import { includesRole, type SiteRole, type TrackerRole } from './roles';

/** Actions in a tracker, and the role that they need there. */
export const TRACKER_ACTIONS = {
  read: 'viewer',
  create_item: 'contributor',
  add_note: 'contributor',
  /** Of another author. */
  correct_note: 'editor',
  correct_own_note: 'contributor',
  change_item: 'editor',
  set_status: 'editor',
  /** Status and due date of an item that one owns. */
  change_own_item: 'contributor',
  withdraw_item: 'editor',
  hold_review: 'editor',
  import_items: 'editor',
  undo_own: 'contributor',
  undo_others: 'editor',
  change_tracker: 'manager',
  manage_members: 'manager',
} as const satisfies Readonly<Record<string, TrackerRole>>;
export type TrackerAction = keyof typeof TRACKER_ACTIONS;

/** Actions outside of any tracker, and who may do them. */
export const SITE_ACTIONS = {
  /** What belongs to oneself, and what is checked for each item or tracker that it is about. */
  own: ['admin', 'member', 'guest'],
  open_tracker: ['admin', 'member'],
  /** A file may name anybody, so guests cannot bring one. */
  import_files: ['admin', 'member'],
  manage_people: ['admin'],
} as const satisfies Readonly<Record<string, readonly SiteRole[]>>;
export type SiteAction = keyof typeof SITE_ACTIONS;

/** Whether somebody with this role in a tracker may do something there. */
export const mayInTracker = (role: TrackerRole | undefined, action: TrackerAction): boolean =>
  role !== undefined && includesRole(role, TRACKER_ACTIONS[action]);

/** Whether somebody with this role in the organisation may do something. */
export const mayOnSite = (role: SiteRole, action: SiteAction): boolean =>
  SITE_ACTIONS[action].some((allowed) => allowed === role);

/** The fields that who owns an item may change as a contributor. */
export const OWN_ITEM_FIELDS: readonly string[] = ['due_date', 'due_date_reason'];
