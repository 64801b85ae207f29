/** The wire shapes of people: users, members of trackers, and who is signed in. */
import type { PlainDate, SiteRole, TrackerRole } from '@action-tracker/domain';
import type { Timestamp } from './wire';

export interface Me {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly initials: string;
  readonly site_role: SiteRole;
  /** The server's current date in `time_zone`. */
  readonly today: PlainDate;
  readonly time_zone: string;
}

export interface User {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly initials: string;
  readonly created_at: Timestamp;
  /** The user this one was merged into; `null` for most users. */
  readonly merged_into_id: number | null;
}

/** Users by id; a merged user appears as the user they were merged into. */
export function usersById<Known extends Pick<User, 'id' | 'merged_into_id'>>(
  users: readonly Known[],
): ReadonlyMap<number, Known> {
  const known = new Map(users.map((user) => [user.id, user]));
  return new Map(users.map((user) => [user.id, known.get(user.merged_into_id ?? user.id) ?? user]));
}

/** A user as others see them. */
export interface Person extends Omit<User, 'email'> {
  /** Guests see nobody's address. */
  readonly email?: string;
  readonly site_role: SiteRole;
  /** Whether they may sign in. */
  readonly is_active: boolean;
}

export interface ChangePersonRequest {
  readonly initials?: string;
  readonly site_role?: SiteRole;
  readonly is_active?: boolean;
}

/** `dry_run`: what would happen; nothing is written. */
export interface MergePersonRequest {
  readonly into: number;
  readonly dry_run?: boolean;
}

/** A person who became another one, or would. */
export interface MergedPerson {
  readonly dry_run: boolean;
  /** By which the changes of the items can be undone; `null` for a dry run, and without items. */
  readonly batch: string | null;
  readonly user_id: number;
  readonly into_id: number;
  /** Whether they were merged before, so that at most items and roles were left. */
  readonly was_merged: boolean;
  /** Ids of the items that have, or would get, the other owner. */
  readonly items: readonly string[];
  /** Ids of items of archived trackers; repeat the merge when their tracker is open again. */
  readonly archived_items: readonly string[];
  /** The roles of the merged person in trackers, as the other one has, or would have, them. */
  readonly roles: readonly { readonly tracker_id: number; readonly role: TrackerRole }[];
}

/** Somebody with a role of their own in a tracker. */
export interface Member {
  readonly user_id: number;
  readonly name: string;
  readonly initials: string;
  /** Guests see nobody's address. */
  readonly email?: string;
  readonly role: TrackerRole;
  readonly added_at: Timestamp;
  readonly added_by_id: number;
}

/** Names a user by one of the two; an unknown address is invited as a guest. */
export interface AddMemberRequest {
  readonly user_id?: number;
  readonly email?: string;
  readonly role: TrackerRole;
}

export interface ChangeMemberRequest {
  readonly role: TrackerRole;
}
