import type { TokenUse, UsedToken } from '@action-tracker/tracking';
import type { FastifyRequest } from 'fastify';

/** A request with what is known about its personal access token; `null` if that is not valid. */
export type TokenRequest = FastifyRequest & { tokenUse?: TokenUse | null };

/** The personal access token that authenticated a request; undefined if something else did. */
export const usedTokenOf = (request: FastifyRequest): UsedToken | undefined =>
  (request as TokenRequest).tokenUse?.token;
