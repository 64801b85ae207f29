import type { User } from '@action-tracker/contracts';
import { Scope } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';

/** The scope of the user whom the guard has authenticated. */
export const scopeOf = (request: FastifyRequest): Scope =>
  Scope.of((request as FastifyRequest & { readonly user: User }).user);
