/** The bodies of requests about items, checked by the rules of the domain. */
import type {
  AddNoteRequest,
  AmendNoteRequest,
  ChangeItemRequest,
  ChangeStatusRequest,
  CreateItemRequest,
  WithdrawRequest,
} from '@action-tracker/contracts';
import {
  COMMENT_RULE,
  DATE_RULE,
  ITEM_RULES,
  NAMED_FIELDS,
  NOTE_CONTENT_RULE,
  REASON_RULE,
  STATUS_RULE,
  type NamedField,
  type NewWireItemFields,
  type PlainDate,
  type Status,
  type WireItemFields,
} from '@action-tracker/domain';
import type { Type } from '@nestjs/common';
import { MayBeMissing, Optional, Required } from '../http/request-body.pipe';

/** Gives a body each field of the registry as if it were written down with its decorator. */
const WithFields =
  (isRequired: (field: NamedField) => boolean) =>
  ({ prototype }: Type<object>): void => {
    for (const field of NAMED_FIELDS) {
      const decorate = isRequired(field) ? Required : Optional;
      decorate(ITEM_RULES[field.name])(prototype as object, field.wire);
    }
  };

function bodyOfFields<Fields>(isRequired: (field: NamedField) => boolean): Type<Fields> {
  @WithFields(isRequired)
  class Body {}
  // The properties are the registry's, which the compiler cannot see in a loop.
  return Body as Type<Fields>;
}

export class CreateItemBody
  extends bodyOfFields<NewWireItemFields>(({ isRequired }) => isRequired)
  implements CreateItemRequest
{
  @Optional(DATE_RULE) readonly create_date?: PlainDate;
}

export class ChangeItemBody
  extends bodyOfFields<Partial<WireItemFields>>(() => false)
  implements ChangeItemRequest
{
  /** Only together with `due_date`. */
  @Optional(REASON_RULE) readonly due_date_reason?: string | null;
}

export class AddNoteBody implements AddNoteRequest {
  @Required(NOTE_CONTENT_RULE) readonly content!: string;
  @Optional(DATE_RULE) readonly note_date?: PlainDate;
}

export class ChangeStatusBody implements ChangeStatusRequest {
  @Required(STATUS_RULE) readonly status!: Status;
  @Optional(COMMENT_RULE) readonly comment?: string | null;
}

export class AmendNoteBody implements AmendNoteRequest {
  @Required(NOTE_CONTENT_RULE) readonly content!: string;
}

@MayBeMissing
export class WithdrawBody implements WithdrawRequest {
  @Optional(REASON_RULE) readonly reason?: string | null;
}
