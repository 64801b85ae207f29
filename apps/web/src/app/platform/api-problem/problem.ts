/** A failed request as shown to the user. */
import { HttpErrorResponse } from '@angular/common/http';
import {
  CORRELATION_HEADER,
  type ErrorCode,
  type ErrorResponse,
  type FieldError,
} from '@action-tracker/contracts';

export interface Problem {
  /** `OFFLINE` when the response did not come from our server: no network, or a proxy answered. */
  readonly code: ErrorCode | 'OFFLINE';
  /** The server's message in English; '' if there was none. */
  readonly message: string;
  readonly details: readonly FieldError[];
  /** For PRECONDITION_FAILED: the item as it is now. */
  readonly current: unknown;
  /** Id to include in a report to the operator; undefined when the server was not reached. */
  readonly correlationId: string | undefined;
}

/** Converts any request failure; anything that is not a response of our API is OFFLINE. */
export function toProblem(failure: unknown): Problem {
  if (!(failure instanceof HttpErrorResponse)) return offline(failure, undefined);
  const body: unknown = failure.error;
  const correlationId = failure.headers.get(CORRELATION_HEADER) ?? undefined;
  if (!isErrorResponse(body)) return offline(failure, correlationId);
  const { code, message, details = [], current, correlation_id } = body.error;
  return { code, message, details, current, correlationId: correlation_id };
}

function offline(failure: unknown, correlationId: string | undefined): Problem {
  const isSilence = failure instanceof HttpErrorResponse && failure.status === 0;
  const spoken = failure instanceof Error && !isSilence ? failure.message : '';
  return { code: 'OFFLINE', message: spoken, details: [], current: undefined, correlationId };
}

function isErrorResponse(body: unknown): body is ErrorResponse {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
