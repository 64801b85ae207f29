import { type HttpClient, HttpErrorResponse } from '@angular/common/http';
import type { Params } from '@angular/router';
import { firstValueFrom } from 'rxjs';

export interface Changed<Body> {
  readonly body: Body;
  /** ETag of the response; undefined if it had none. */
  readonly etag: string | undefined;
}

const NOT_MODIFIED = 304;

/** Conditional GET: undefined if the resource still matches the ETag. */
export async function getIfChanged<Body>(
  http: HttpClient,
  url: string,
  etag: string | undefined,
  params: Params = {},
): Promise<Changed<Body> | undefined> {
  const headers = etag === undefined ? {} : { 'If-None-Match': etag };
  try {
    const answer = await firstValueFrom(
      http.get<Body>(url, { headers, params, observe: 'response' }),
    );
    if (answer.body === null) return undefined;
    return { body: answer.body, etag: answer.headers.get('ETag') ?? undefined };
  } catch (failure) {
    if (failure instanceof HttpErrorResponse && failure.status === NOT_MODIFIED) return undefined;
    throw failure;
  }
}
