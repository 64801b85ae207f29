/** Every code that an error answer can carry. The client translates by it; messages are English. */
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

/** The one shape of every error answer, whatever went wrong. */
export interface ErrorResponse {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    /** With VALIDATION_ERROR: every refused field. */
    readonly details?: readonly FieldError[];
    /** With an unknown filter value: the values that exist. */
    readonly allowed?: readonly string[];
    /** With PRECONDITION_FAILED: the item as GET answers it now. */
    readonly current?: unknown;
    readonly correlation_id: string;
  };
}
