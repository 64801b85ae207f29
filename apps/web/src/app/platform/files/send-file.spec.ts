import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { toProblem } from '../api-problem/problem';
import { SEND_FILE } from './send-file';

/** A request that a spec answers. */
class Answered {
  static readonly made: Answered[] = [];
  readonly upload: { onprogress?: (event: object) => void } = {};
  onload: () => void = () => undefined;
  onerror: () => void = () => undefined;
  status = 0;
  responseText = '';
  readonly open = () => undefined;
  readonly send = () => Answered.made.push(this);
  readonly getAllResponseHeaders = () => '';
}

function start(onProgress: (part: number) => void = () => undefined) {
  const { XMLHttpRequest } = globalThis;
  Object.assign(globalThis, { XMLHttpRequest: Answered });
  const answer = TestBed.inject(SEND_FILE)('/api/imports', new FormData(), onProgress);
  Object.assign(globalThis, { XMLHttpRequest });
  const request = Answered.made.pop();
  if (!request) throw new Error('Expected a request');
  return { answer, request };
}

describe('a file that is sent', () => {
  it('says how much of it has arrived, and brings the answer', async () => {
    const parts: number[] = [];
    const { answer, request } = start((part) => parts.push(part));
    request.upload.onprogress?.({ loaded: 1, total: 4 });
    request.upload.onprogress?.({ loaded: 1, total: 0 });
    Object.assign(request, { status: 201, responseText: '{"id":"7"}' });
    request.onload();
    expect(await answer).toEqual({ body: { id: '7' } });
    expect(parts).toEqual([0.25, 0]);
  });

  it.each([
    [400, '{"error":{"code":"VALIDATION_ERROR","message":"no"}}', 'VALIDATION_ERROR'],
    [502, '<html>', 'OFFLINE'],
  ])('is refused with %i', async (status, responseText, code) => {
    const { answer, request } = start();
    Object.assign(request, { status, responseText });
    request.onload();
    expect(toProblem(await answer).code).toBe(code);
  });

  it('does not arrive without a connection', async () => {
    const { answer, request } = start();
    request.onerror();
    expect(await answer).toBeInstanceOf(HttpErrorResponse);
  });
});
