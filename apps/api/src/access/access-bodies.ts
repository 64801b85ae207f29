/** The bodies of requests about members and people, checked by the rules of the domain. */
import type {
  AddMemberRequest,
  ChangeMemberRequest,
  ChangePersonRequest,
  MergePersonRequest,
  SiteRole,
  TrackerRole,
} from '@action-tracker/contracts';
import {
  EMAIL_MAX_CHARS,
  FLAG_RULE,
  INITIALS_RULE,
  shown,
  SITE_ROLE_RULE,
  TRACKER_ROLE_RULE,
  USER_ID_RULE,
  type Rule,
} from '@action-tracker/domain';
import { isEmail } from '@action-tracker/tracking';
import { Optional, Required } from '../http/request-body.pipe';

const EMAIL_RULE: Rule<string> = {
  problem: (value) =>
    typeof value === 'string' && isEmail(value) && Array.from(value).length <= EMAIL_MAX_CHARS
      ? undefined
      : `expected an e-mail address, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'string', maxLength: EMAIL_MAX_CHARS },
};

export class AddMemberBody implements AddMemberRequest {
  @Optional(USER_ID_RULE) readonly user_id?: number;
  @Optional(EMAIL_RULE) readonly email?: string;
  @Required(TRACKER_ROLE_RULE) readonly role!: TrackerRole;
}

export class ChangeMemberBody implements ChangeMemberRequest {
  @Required(TRACKER_ROLE_RULE) readonly role!: TrackerRole;
}

export class ChangePersonBody implements ChangePersonRequest {
  @Optional(INITIALS_RULE) readonly initials?: string;
  @Optional(SITE_ROLE_RULE) readonly site_role?: SiteRole;
  @Optional(FLAG_RULE) readonly is_active?: boolean;
}

export class MergePersonBody implements MergePersonRequest {
  @Required(USER_ID_RULE) readonly into!: number;
  @Optional(FLAG_RULE) readonly dry_run?: boolean;
}
