/** The bodies of requests about items, checked by the rules of the domain. */
import type {
  AddNoteRequest,
  ChangeItemRequest,
  ChangeStatusRequest,
  CreateItemRequest,
} from '@action-tracker/contracts';
import {
  CATEGORY_RULE,
  COMMENT_RULE,
  DATE_RULE,
  DUE_DATE_RULE,
  NOTE_CONTENT_RULE,
  PRIORITY_RULE,
  STATUS_RULE,
  TITLE_RULE,
  USER_ID_RULE,
  type Category,
  type PlainDate,
  type Priority,
  type Status,
} from '@action-tracker/domain';
import { Optional, Required } from '../http/request-body.pipe';

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
