import { Scope, type PastMoment, type SignedInUser, type Span } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';

/** What interceptors have found out about a request. */
type ScopedRequest = FastifyRequest & {
  readonly user: SignedInUser;
  /** Set when the request asks for a moment in the past, or for archived trackers. */
  askedScope?: Scope;
  /** Set when the request compares two moments. */
  span?: Span;
};

/**
 * The scope of the user whom the guard has authenticated, as of the moment they ask for. Their rights
 * are already limited to what an access token leaves them.
 */
export function scopeOf(request: FastifyRequest): Scope {
  const { user, askedScope } = request as ScopedRequest;
  return askedScope ?? Scope.of(user, user.rights);
}

/** The two moments that the request compares; `undefined` when it compares none. */
export const spanOf = (request: FastifyRequest): Span | undefined =>
  (request as ScopedRequest).span;

/** From here on the request reads as of that moment. */
export function moveToPast(request: FastifyRequest, moment: PastMoment): void {
  (request as ScopedRequest).askedScope = scopeOf(request).at(moment);
}

/** From here on the lists of the request cover archived trackers too. */
export function coverArchived(request: FastifyRequest): void {
  (request as ScopedRequest).askedScope = scopeOf(request).withArchived();
}

/** From here on the request compares these moments. */
export function compare(request: FastifyRequest, span: Span): void {
  (request as ScopedRequest).span = span;
}
