import {
  HttpClient,
  HttpHeaders,
  type HttpInterceptorFn,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom, from, type Observable, of, switchMap } from 'rxjs';
import { OwnActs, recordAct } from './own-acts';

const ITEM = '/api/items/AD-002';

/** A server that names a batch after the path of each request, but not for AD-003. */
const answer = (url: string) =>
  new HttpResponse({
    headers: new HttpHeaders(url.endsWith('AD-003') ? {} : { 'X-Batch': `batch of ${url}` }),
  });

function client(server: HttpInterceptorFn) {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(withInterceptors([recordAct, server]))],
  });
  const http = TestBed.inject(HttpClient);
  return {
    own: TestBed.inject(OwnActs),
    post: (path: string): Promise<unknown> => firstValueFrom(http.post(path, {})),
    get: (path: string): Promise<unknown> => firstValueFrom(http.get(path)),
  };
}

describe('the changes of a tab', () => {
  it('are those that the server has answered with a batch, without undos and reviews', async () => {
    const { own, post, get } = client(({ url }) => of(answer(url)));
    expect(own.canUndo()).toBe(false);
    for (const path of ['/api/undo', '/api/trackers', '/api/trackers/1/reviews/2/close', ITEM]) {
      await post(path);
    }
    await post('/api/items/AD-003');
    await get('/api/items/AD-004');
    expect(own.acts()).toEqual([{ batch: `batch of ${ITEM}`, path: ITEM }]);
    own.undoLast();
    expect(own.asked()).toEqual({ batch: `batch of ${ITEM}` });
  });
});

describe('undo of a change that is still being saved', () => {
  /** Answers when told to. */
  function slowServer() {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const later = (url: string): Observable<HttpResponse<unknown>> =>
      from(promise).pipe(switchMap(() => of(answer(url))));
    return { server: ({ url }: { url: string }) => later(url), resolve, reject };
  }

  it('waits until it is saved, however often it is asked for', async () => {
    const { server, resolve } = slowServer();
    const { own, post } = client(server);
    const saved = post(ITEM);
    expect(own.canUndo()).toBe(true);
    own.undoLast();
    own.undoLast();
    expect(own.asked()).toBeUndefined();
    resolve(undefined);
    await saved;
    expect(own.asked()).toEqual({ batch: `batch of ${ITEM}` });
  });

  it('does not undo the change before it when it is refused', async () => {
    const { server, reject } = slowServer();
    const { own, post } = client(server);
    own.acts.set([{ batch: 'earlier', path: ITEM }]);
    const saved = post(ITEM);
    own.undoLast();
    reject(new Error('refused'));
    await expect(saved).rejects.toThrow('refused');
    expect(own.asked()).toBeUndefined();
    own.undoLast();
    expect(own.asked()).toEqual({ batch: 'earlier' });
  });
});
