/** The wire shapes of what signs somebody in: personal access tokens, and sessions of browsers. */
import type { Timestamp } from './wire';

/** Begins every personal access token, so that scanners for leaked secrets recognise one. */
export const TOKEN_PREFIX = 'actrk_';
/** How long a personal access token may be valid. */
export const TOKEN_MAX_DAYS = 366;
/** Most trackers that a personal access token names. */
export const TOKEN_MAX_TRACKERS = 100;

/** `read` may send GET only. */
export const TOKEN_SCOPES = ['read', 'write'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** A personal access token without its secret. */
export interface AccessToken {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  /** The trackers for which it is valid; `null` for all that its owner sees. */
  readonly tracker_ids: readonly number[] | null;
  readonly created_at: Timestamp;
  readonly expires_at: Timestamp;
  /** To the minute; `null` if it was never used. */
  readonly last_used_at: Timestamp | null;
}

/** The answer of its creation, which alone has the secret. */
export interface NewAccessToken extends AccessToken {
  readonly token: string;
}

export interface CreateTokenRequest {
  readonly name: string;
  readonly scope: TokenScope;
  readonly expires_at: Timestamp;
  readonly tracker_ids?: readonly number[];
}

/** A sign-in that has not ended. */
export interface SessionEntry {
  readonly id: string;
  readonly signed_in_at: Timestamp;
  readonly expires_at: Timestamp;
  /** The `User-Agent` of the browser; `null` if it sent none. */
  readonly user_agent: string | null;
  /** Whether the request belongs to it. */
  readonly is_current: boolean;
}
