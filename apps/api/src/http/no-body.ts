import { DomainError } from '@action-tracker/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Accepts no body, or an empty object. @throws DomainError VALIDATION_ERROR */
export const NoBody = createParamDecorator((_: unknown, context: ExecutionContext): undefined => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'object' && Object.keys(body).length === 0) return undefined;
  throw DomainError.invalid([{ field: 'body', message: 'this route takes no fields' }]);
});
