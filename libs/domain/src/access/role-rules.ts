/** The rules of roles, apart from the roles themselves, which the client loads first. */
import { oneOf, type Rule } from '../rules';
import {
  SITE_ROLES,
  TRACKER_ROLES,
  VISIBILITIES,
  type SiteRole,
  type TrackerRole,
  type Visibility,
} from './roles';

export const TRACKER_ROLE_RULE: Rule<TrackerRole> = oneOf(TRACKER_ROLES);
export const SITE_ROLE_RULE: Rule<SiteRole> = oneOf(SITE_ROLES);
export const VISIBILITY_RULE: Rule<Visibility> = oneOf(VISIBILITIES);
