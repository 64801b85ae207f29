import type { FileFlaw } from './file-flaw';

/** Every code of an error response. The client translates by code; messages are English. */
export const ERROR_CODES = [
  'VALIDATION_ERROR',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'CONFLICT',
  'PRECONDITION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'IDEMPOTENCY_KEY_REUSED',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One refused field: its wire name, what was expected and what was found. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** The shape of every error response. */
export interface ErrorResponse {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    /** Set for VALIDATION_ERROR: every refused field. */
    readonly details?: readonly FieldError[];
    /** Set for an unknown filter value: the allowed values. */
    readonly allowed?: readonly string[];
    /** Set for a file that cannot be imported, unless it is too large: what is wrong with it. */
    readonly file_flaw?: FileFlaw;
    /** Set for PRECONDITION_FAILED: the item as GET returns it now. */
    readonly current?: unknown;
    readonly correlation_id: string;
  };
}
