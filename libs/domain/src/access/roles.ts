/** Who is who: roles in a tracker, standing in the organisation, and for whom a tracker is. */
/** From the one that may least to the one that may most; each may what those before it may. */
export const TRACKER_ROLES = ['viewer', 'contributor', 'editor', 'manager'] as const;
export type TrackerRole = (typeof TRACKER_ROLES)[number];

/** The role of a person in the whole organisation. */
export const SITE_ROLES = ['admin', 'member', 'guest'] as const;
export type SiteRole = (typeof SITE_ROLES)[number];

/** Whether every member of the organisation sees a tracker, or only its own members. */
export const VISIBILITIES = ['organisation', 'members'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** The most that a guest may have in a tracker. */
export const GUEST_ROLE_MAX = 'editor' satisfies TrackerRole;

/** Whether a role includes all that another one may do. */
export const includesRole = (role: TrackerRole, needed: TrackerRole): boolean =>
  TRACKER_ROLES.indexOf(role) >= TRACKER_ROLES.indexOf(needed);

/** The role that may more; `undefined` when both are. */
export function higherRole(
  one: TrackerRole | undefined,
  other: TrackerRole | undefined,
): TrackerRole | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return includesRole(one, other) ? one : other;
}
