import type { User } from '@action-tracker/contracts';
import { Scope, type PastMoment, type Span } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';
import { usedTokenOf } from './token-use';

/** What interceptors have found out about a request. */
type ScopedRequest = FastifyRequest & {
  readonly user: User;
  /** Set when the request asks for a moment in the past. */
  pastScope?: Scope;
  /** Set when the request compares two moments. */
  span?: Span;
};

/** The scope of the user whom the guard has authenticated, as of the moment they ask for. */
export function scopeOf(request: FastifyRequest): Scope {
  const { user, pastScope } = request as ScopedRequest;
  return pastScope ?? Scope.of(user, usedTokenOf(request)?.trackerIds);
}

/** The two moments that the request compares; `undefined` when it compares none. */
export const spanOf = (request: FastifyRequest): Span | undefined =>
  (request as ScopedRequest).span;

/** From here on the request reads as of that moment. */
export function moveToPast(request: FastifyRequest, moment: PastMoment): void {
  (request as ScopedRequest).pastScope = scopeOf(request).at(moment);
}

/** From here on the request compares these moments. */
export function compare(request: FastifyRequest, span: Span): void {
  (request as ScopedRequest).span = span;
}
