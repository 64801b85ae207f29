/** The bodies of requests about trackers, checked by the rules of the domain. */
import type {
  ChangeTrackerRequest,
  OpenTrackerRequest,
  TrackerRole,
  Visibility,
  WantedCategory,
} from '@action-tracker/contracts';
import {
  CATEGORIES_RULE,
  DESCRIPTION_RULE,
  FLAG_RULE,
  NAME_RULE,
  PREFIX_RULE,
  TRACKER_ROLE_RULE,
  VISIBILITY_RULE,
} from '@action-tracker/domain';
import { Optional, Required } from '../http/request-body.pipe';

export class OpenTrackerBody implements OpenTrackerRequest {
  @Required(PREFIX_RULE) readonly prefix!: string;
  @Required(NAME_RULE) readonly name!: string;
  @Optional(DESCRIPTION_RULE) readonly description?: string | null;
}

export class ChangeTrackerBody implements ChangeTrackerRequest {
  @Optional(NAME_RULE) readonly name?: string;
  @Optional(DESCRIPTION_RULE) readonly description?: string | null;
  @Optional(VISIBILITY_RULE) readonly visibility?: Visibility;
  @Optional(TRACKER_ROLE_RULE) readonly organisation_role?: TrackerRole;
  @Optional(FLAG_RULE) readonly archived?: boolean;
  @Optional(CATEGORIES_RULE) readonly categories?: readonly WantedCategory[];
}
