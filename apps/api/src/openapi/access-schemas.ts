/** Access tokens and sessions as schemas, which the compiler compares with the contracts. */
import {
  TOKEN_SCOPES,
  type AccessToken,
  type NewAccessToken,
  type SessionEntry,
} from '@action-tracker/contracts';
import { list, named, nullable, object, oneOf, text, type Schema } from './schema';
import { ID, TIMESTAMP } from './scalar-schemas';
import { UUID } from './wire-schemas';

const FLAG: Schema<boolean> = { json: { type: 'boolean' } };

const ACCESS_TOKEN_EXAMPLE: AccessToken = {
  id: '0193a0f2-6f3c-7c1e-9d55-0f3f6b1c2a44',
  name: 'Weekly report',
  scope: 'read',
  tracker_ids: [1],
  created_at: '2026-02-02T12:00:00.000Z',
  expires_at: '2026-08-02T12:00:00.000Z',
  last_used_at: null,
};

const FIELDS = {
  id: UUID,
  name: text(),
  scope: oneOf(TOKEN_SCOPES),
  tracker_ids: nullable(list(ID)),
  created_at: TIMESTAMP,
  expires_at: TIMESTAMP,
  last_used_at: nullable(TIMESTAMP),
};

export const ACCESS_TOKEN = named('AccessToken', object<AccessToken>(FIELDS), ACCESS_TOKEN_EXAMPLE);

export const NEW_ACCESS_TOKEN = named(
  'NewAccessToken',
  object<NewAccessToken>({ ...FIELDS, token: text() }),
  { ...ACCESS_TOKEN_EXAMPLE, token: 'actrk_…' },
);

export const SESSION_ENTRY = named(
  'Session',
  object<SessionEntry>({
    id: UUID,
    signed_in_at: TIMESTAMP,
    expires_at: TIMESTAMP,
    user_agent: nullable(text()),
    is_current: FLAG,
  }),
  {
    id: '0193a0f2-6f3c-7c1e-9d55-0f3f6b1c2a45',
    signed_in_at: '2026-02-02T08:00:00.000Z',
    expires_at: '2026-02-03T08:00:00.000Z',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    is_current: true,
  },
);
