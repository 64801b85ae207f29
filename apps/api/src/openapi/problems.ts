/**
 * The schemas of all error responses, one component per code, so that none is described loosely.
 */
import {
  ERROR_CODES,
  type ErrorCode,
  type ErrorResponse,
  type FieldError,
} from '@action-tracker/contracts';
import { FILE_FLAWS } from '@action-tracker/contracts/imports';
import { CORRELATION_ID_EXAMPLE, ITEM_DETAIL_EXAMPLE } from './examples';
import { list, object, oneOf, text, type NamedSchema } from './schema';
import { ITEM_DETAIL } from './wire-schemas';

type Problem = Omit<ErrorResponse['error'], 'code' | 'correlation_id'>;

const EXAMPLES: Readonly<Record<ErrorCode, Problem>> = {
  VALIDATION_ERROR: {
    message: 'title: expected 1 to 500 characters, found 0',
    details: [{ field: 'title', message: 'expected 1 to 500 characters, found 0' }],
  },
  UNAUTHORIZED: { message: 'Expected a valid token in the cookie or as bearer, found none' },
  FORBIDDEN: { message: 'E-mail addresses in example.org may not sign in here' },
  NOT_FOUND: { message: 'Action item AD-999 not found' },
  METHOD_NOT_ALLOWED: { message: 'Expected GET or POST, found DELETE /api/trackers' },
  CONFLICT: { message: 'A tracker with prefix AD exists' },
  PRECONDITION_FAILED: {
    message: 'Expected version 2 of AD-001, found version 3',
    current: ITEM_DETAIL_EXAMPLE,
  },
  PAYLOAD_TOO_LARGE: { message: 'Expected a body of at most 1048576 bytes' },
  UNSUPPORTED_MEDIA_TYPE: {
    message: 'Expected a body of type application/json, found text/plain',
  },
  IDEMPOTENCY_KEY_REUSED: {
    message: 'This Idempotency-Key was already used with a different body',
  },
  RATE_LIMITED: { message: 'Expected at most 6000 a minute; try again in 12 seconds' },
  INTERNAL_ERROR: { message: 'Something went wrong on the server' },
  UNAVAILABLE: { message: 'The server cannot process this now; try again shortly' },
};

const OF_FILES = { file_flaw: oneOf(FILE_FLAWS).json };

/** Additional properties of some codes. */
const EXTRAS: Readonly<Partial<Record<ErrorCode, object>>> = {
  VALIDATION_ERROR: {
    details: list(object<FieldError>({ field: text(), message: text() })).json,
    allowed: list(text()).json,
    ...OF_FILES,
  },
  PAYLOAD_TOO_LARGE: OF_FILES,
  PRECONDITION_FAILED: { current: ITEM_DETAIL.json },
};

function problemSchema(code: ErrorCode): NamedSchema<ErrorResponse> {
  const name = `${code.toLowerCase().replace(/(^|_)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase())}Problem`;
  const error = {
    type: 'object',
    properties: {
      code: oneOf([code]).json,
      message: text().json,
      correlation_id: text({ format: 'uuid' }).json,
      ...EXTRAS[code],
    },
    required: ['code', 'message', 'correlation_id'],
    additionalProperties: false,
  };
  const example: ErrorResponse = {
    error: { code, ...EXAMPLES[code], correlation_id: CORRELATION_ID_EXAMPLE },
  };
  return {
    name,
    json: { $ref: `#/components/schemas/${name}` },
    definition: {
      type: 'object',
      properties: { error },
      required: ['error'],
      additionalProperties: false,
      examples: [example],
    },
  };
}

/** The schema of each error response by code. */
export const PROBLEMS: Readonly<Record<ErrorCode, NamedSchema<ErrorResponse>>> = Object.fromEntries(
  ERROR_CODES.map((code) => [code, problemSchema(code)]),
) as Record<ErrorCode, NamedSchema<ErrorResponse>>;
