/** What requests may say. The rules are the domain's own, so there is one truth about each field. */
import type {
  AddNoteRequest,
  ChangeItemRequest,
  ChangeStatusRequest,
  ChangeTrackerRequest,
  CreateItemRequest,
  OpenTrackerRequest,
} from '@action-tracker/contracts';
import {
  CATEGORY_RULE,
  COMMENT_RULE,
  DATE_RULE,
  DESCRIPTION_RULE,
  DUE_DATE_RULE,
  NAME_RULE,
  NOTE_CONTENT_RULE,
  PREFIX_RULE,
  PRIORITY_RULE,
  STATUS_RULE,
  TITLE_RULE,
  USER_ID_RULE,
  type Category,
  type PlainDate,
  type Priority,
  type Status,
} from '@action-tracker/domain';
import { Optional, Required } from './http/request-body.pipe';

export class OpenTrackerBody implements OpenTrackerRequest {
  @Required(PREFIX_RULE) readonly prefix!: string;
  @Required(NAME_RULE) readonly name!: string;
  @Optional(DESCRIPTION_RULE) readonly description?: string | null;
}

export class ChangeTrackerBody implements ChangeTrackerRequest {
  @Optional(NAME_RULE) readonly name?: string;
  @Optional(DESCRIPTION_RULE) readonly description?: string | null;
}

export class CreateItemBody implements CreateItemRequest {
  @Required(TITLE_RULE) readonly title!: string;
  @Required(CATEGORY_RULE) readonly category!: Category;
  @Required(USER_ID_RULE) readonly owner_id!: number;
  @Required(PRIORITY_RULE) readonly priority!: Priority;
  @Optional(DUE_DATE_RULE) readonly due_date?: PlainDate | null;
  @Optional(DATE_RULE) readonly create_date?: PlainDate;
}

export class ChangeItemBody implements ChangeItemRequest {
  @Optional(TITLE_RULE) readonly title?: string;
  @Optional(DUE_DATE_RULE) readonly due_date?: PlainDate | null;
  @Optional(CATEGORY_RULE) readonly category?: Category;
  @Optional(USER_ID_RULE) readonly owner_id?: number;
  @Optional(PRIORITY_RULE) readonly priority?: Priority;
}

export class AddNoteBody implements AddNoteRequest {
  @Required(NOTE_CONTENT_RULE) readonly content!: string;
  @Optional(DATE_RULE) readonly note_date?: PlainDate;
}

export class ChangeStatusBody implements ChangeStatusRequest {
  @Required(STATUS_RULE) readonly status!: Status;
  @Optional(COMMENT_RULE) readonly comment?: string | null;
}
