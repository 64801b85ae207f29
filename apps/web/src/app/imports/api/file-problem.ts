import { HttpErrorResponse } from '@angular/common/http';
import type { ErrorResponse, FileFlaw } from '@action-tracker/contracts';
import { FILE_FLAWS } from '@action-tracker/contracts/imports';
import { type Problem, toProblem } from '../../platform/api-problem/problem';

/** Why a request about a file failed. */
export interface FileProblem extends Problem {
  /** What is wrong with the file; undefined for anything else, and for what a newer server names. */
  readonly flaw: FileFlaw | undefined;
}

export function toFileProblem(failure: unknown): FileProblem {
  // A proxy answers with anything.
  const body =
    failure instanceof HttpErrorResponse
      ? (failure.error as Partial<ErrorResponse> | null | undefined)
      : undefined;
  const named = body?.error?.file_flaw;
  return { ...toProblem(failure), flaw: FILE_FLAWS.find((flaw) => flaw === named) };
}
