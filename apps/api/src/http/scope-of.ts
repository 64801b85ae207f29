import type { User } from '@action-tracker/contracts';
import { Scope, type PastMoment } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';

/** `pastScope` is set when the request asks for a moment in the past. */
type ScopedRequest = FastifyRequest & { readonly user: User; pastScope?: Scope };

/** The scope of the user whom the guard has authenticated, as of the moment they ask for. */
export function scopeOf(request: FastifyRequest): Scope {
  const { user, pastScope } = request as ScopedRequest;
  return pastScope ?? Scope.of(user);
}

/** From here on the request reads as of that moment. */
export function moveToPast(request: FastifyRequest, moment: PastMoment): void {
  (request as ScopedRequest).pastScope = scopeOf(request).at(moment);
}
