import { type HttpClient, HttpErrorResponse } from '@angular/common/http';
import { firstValueFrom } from 'rxjs';

export interface Changed<Body> {
  readonly body: Body;
  /** Names this answer; undefined when the server gave none. */
  readonly etag: string | undefined;
}

const NOT_MODIFIED = 304;

/** Asks for what is at a URL unless it is still what the ETag names; then the answer is undefined. */
export async function getIfChanged<Body>(
  http: HttpClient,
  url: string,
  etag: string | undefined,
): Promise<Changed<Body> | undefined> {
  const headers = etag === undefined ? {} : { 'If-None-Match': etag };
  try {
    const answer = await firstValueFrom(http.get<Body>(url, { headers, observe: 'response' }));
    if (answer.body === null) return undefined;
    return { body: answer.body, etag: answer.headers.get('ETag') ?? undefined };
  } catch (failure) {
    if (failure instanceof HttpErrorResponse && failure.status === NOT_MODIFIED) return undefined;
    throw failure;
  }
}
