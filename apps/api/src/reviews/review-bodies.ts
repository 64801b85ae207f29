/** The bodies of requests about reviews, checked by the rules of the domain. */
import type {
  ChangeReviewRequest,
  DiscussItemRequest,
  OpenReviewRequest,
} from '@action-tracker/contracts';
import {
  DATE_RULE,
  ITEM_ID_RULE,
  MINUTES_RULE,
  NAME_RULE,
  PARTICIPANTS_RULE,
  type PlainDate,
} from '@action-tracker/domain';
import { Optional, Required } from '../http/request-body.pipe';

export class OpenReviewBody implements OpenReviewRequest {
  @Required(NAME_RULE) readonly name!: string;
  @Optional(DATE_RULE) readonly held_on?: PlainDate;
  @Optional(PARTICIPANTS_RULE) readonly participants?: readonly number[];
}

export class ChangeReviewBody implements ChangeReviewRequest {
  @Optional(NAME_RULE) readonly name?: string;
  @Optional(DATE_RULE) readonly held_on?: PlainDate;
  @Optional(PARTICIPANTS_RULE) readonly participants?: readonly number[];
  @Optional(MINUTES_RULE) readonly minutes?: string;
}

export class DiscussItemBody implements DiscussItemRequest {
  @Required(ITEM_ID_RULE) readonly item_id!: string;
}
