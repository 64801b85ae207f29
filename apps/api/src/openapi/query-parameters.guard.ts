import { DomainError, type FieldProblem } from '@action-tracker/domain';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { descriptionOf } from './describe';

/**
 * Refuses query parameters that a route does not have. Ignoring one would give a wrong response:
 * today's notes for `?as_of=`, one ended session for a misspelt `?everywhere=`. Known parameters
 * come from the description of the route; pages accept anything, because mail programs add
 * parameters of their own.
 */
@Injectable()
export class QueryParametersGuard implements CanActivate {
  /** @throws DomainError VALIDATION_ERROR with every unknown parameter */
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
    ? 'this route takes no parameters'
    : `unknown parameter; expected one of ${known.join(', ')}`;
