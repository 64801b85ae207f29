import type { User } from '@action-tracker/contracts';
import { Scope } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';

/** What the user may see whose token the request carries: whom the guard has put there. */
export const scopeOf = (request: FastifyRequest): Scope =>
  Scope.of((request as FastifyRequest & { readonly user: User }).user);
