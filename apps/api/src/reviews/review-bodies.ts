/** The bodies of requests about reviews, checked by the rules of the domain. */
import type {
  ChangeReviewRequest,
  DiscussItemRequest,
  OpenReviewRequest,
} from '@action-tracker/contracts';
import {
  DATE_RULE,
  DomainError,
  ITEM_ID_RULE,
  MINUTES_RULE,
  NAME_RULE,
  PARTICIPANTS_RULE,
  type PlainDate,
} from '@action-tracker/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
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

/** Accepts no body, or an empty object. @throws DomainError VALIDATION_ERROR */
export const NoBody = createParamDecorator((_: unknown, context: ExecutionContext): undefined => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'object' && Object.keys(body).length === 0) return undefined;
  throw DomainError.invalid([{ field: 'body', message: 'this route takes no fields' }]);
});
