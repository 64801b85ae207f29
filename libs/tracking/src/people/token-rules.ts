/** What a personal access token may be asked to be. */
import {
  TOKEN_MAX_DAYS,
  TOKEN_MAX_TRACKERS,
  TOKEN_SCOPES,
  type CreateTokenRequest,
  type TokenScope,
} from '@action-tracker/contracts';
import {
  DomainError,
  NAME_RULE,
  oneOf,
  shown,
  TRACKER_ID_RULE,
  type Rule,
} from '@action-tracker/domain';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** With a zone: without one it would be read in that of the server. */
const INSTANT_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT_FORM.test(value) && !Number.isNaN(Date.parse(value));

const INSTANT_RULE: Rule<string> = {
  problem: (value) =>
    isInstant(value)
      ? undefined
      : `expected a time with its zone, such as 2027-01-31T18:00:00Z, found ${shown(value)}`,
  clean: (value) => new Date(value).toISOString(),
  schema: { type: 'string', format: 'date-time' },
};

const TRACKER_IDS_RULE: Rule<readonly number[]> = {
  problem(value) {
    const expected = `1 to ${TOKEN_MAX_TRACKERS} different ids of trackers`;
    if (!Array.isArray(value)) return `expected ${expected}, found ${shown(value)}`;
    const isOfIds = value.every((id) => TRACKER_ID_RULE.problem(id) === undefined);
    const isSet = value.length >= 1 && new Set(value).size === value.length;
    const isAccepted = isOfIds && isSet && value.length <= TOKEN_MAX_TRACKERS;
    return isAccepted ? undefined : `expected ${expected}, found ${shown(value)}`;
  },
  clean: (value) => value,
  schema: {
    ...{ type: 'array', minItems: 1, maxItems: TOKEN_MAX_TRACKERS, uniqueItems: true },
    items: TRACKER_ID_RULE.schema,
  },
};

const SCOPE_RULE: Rule<TokenScope> = oneOf(TOKEN_SCOPES);

/** The rules of a request for a token, by wire name. */
export const TOKEN_RULES = {
  name: NAME_RULE,
  scope: SCOPE_RULE,
  expires_at: INSTANT_RULE,
  tracker_ids: TRACKER_IDS_RULE,
} as const;

/**
 * The accepted form of a request whose fields have been checked.
 *
 * @throws DomainError VALIDATION_ERROR when the token would end in the past or too late
 */
export function acceptToken(request: CreateTokenRequest, now: Date): CreateTokenRequest {
  const expiresAt = INSTANT_RULE.clean(request.expires_at);
  const latest = new Date(now.getTime() + TOKEN_MAX_DAYS * DAY_MS).toISOString();
  if (expiresAt <= now.toISOString() || expiresAt > latest) {
    const message = `expected a time after now and at most ${TOKEN_MAX_DAYS} days ahead (${latest})`;
    throw DomainError.invalid([
      { field: 'expires_at', message: `${message}, found ${shown(request.expires_at)}` },
    ]);
  }
  return { ...request, name: NAME_RULE.clean(request.name), expires_at: expiresAt };
}
