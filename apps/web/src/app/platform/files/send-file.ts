import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { InjectionToken } from '@angular/core';

/** What was sent arrived, and this is the answer; or an error response, as of `HttpClient`. */
export type Sent = { readonly body: unknown } | HttpErrorResponse;

/** Posts a form with a file. @param onProgress called with the part that has been sent, 0 to 1 */
type SendFile = (url: string, form: FormData, onProgress: (part: number) => void) => Promise<Sent>;

/**
 * With `XMLHttpRequest`, because `fetch`, which `HttpClient` uses, does not say how much has been
 * sent.
 */
export const SEND_FILE = new InjectionToken<SendFile>('SEND_FILE', {
  factory: () => (url, form, onProgress) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onload = () => resolve(answerOf(request));
      request.onerror = () => resolve(new HttpErrorResponse({ status: 0 }));
      request.send(form);
    }),
});

function answerOf(request: XMLHttpRequest): Sent {
  const { status, responseText } = request;
  const body = parsed(responseText);
  if (status >= 200 && status < 300) return { body };
  const headers = new HttpHeaders(request.getAllResponseHeaders());
  return new HttpErrorResponse({ status, headers, error: body });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy answered.
    return undefined;
  }
}
