import { DomainError, type FieldProblem } from '@action-tracker/domain';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { descriptionOf } from './describe';

/**
 * Refuses query parameters that a route does not have. To ignore one would be a wrong answer: today's
 * notes for `?as_of=`, one session for a misspelt `?everywhere=`. What a route has is what it says of
 * itself to the OpenAPI document; pages, which a mail program may give parameters of its own, take all.
 */
@Injectable()
export class QueryParametersGuard implements CanActivate {
  /** @throws DomainError VALIDATION_ERROR with every parameter that is not known */
  canActivate(context: ExecutionContext): boolean {
    const description = descriptionOf(context.getHandler());
    if (!description?.isStrict) return true;
    const known = description.parameters.flatMap((one) => (one.in === 'query' ? [one.name] : []));
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    const problems = Object.keys(query as object)
      .filter((name) => !known.includes(name))
      .map((name): FieldProblem => ({ field: name, message: expectedOf(known) }));
    if (problems.length > 0) throw DomainError.invalid(problems);
    return true;
  }
}

const expectedOf = (known: readonly string[]): string =>
  known.length === 0
    ? 'expected no parameters'
    : `expected no such parameter; known are ${known.join(', ')}`;
