import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, AS_OF_HEADER } from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';
import { configureClient } from '../../testing/page';
import { noteMoment } from './note-moment';

const PATH = API_PATHS.trackerItems(1);
const INSTANT = '2026-11-13T12:00:00.000Z';

/** The address after a read whose answer has these headers. */
async function addressAfter(asOf: string, headers: Readonly<Record<string, string>>) {
  const router = TestBed.inject(Router);
  await router.navigateByUrl(asOf === '' ? '/trackers/1' : `/trackers/1?as_of=${asOf}`);
  const params: Record<string, string> = asOf === '' ? {} : { as_of: asOf };
  const answer = firstValueFrom(TestBed.inject(HttpClient).get(PATH, { params }));
  TestBed.inject(HttpTestingController)
    .expectOne(({ url }) => url === PATH)
    .flush([], { headers });
  await answer;
  await new Promise((resolve) => setTimeout(resolve));
  return decodeURIComponent(router.url);
}

describe('the moment of an address', () => {
  beforeEach(() => {
    configureClient();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([noteMoment])), provideHttpClientTesting()],
    });
  });

  it('becomes the instant that the server found for it', async () => {
    const url = await addressAfter('-P7D', { [AS_OF_HEADER]: INSTANT });
    expect(url).toBe(`/trackers/1?as_of=${INSTANT}`);
  });

  it('stays when the server names none, and when it is one already', async () => {
    expect(await addressAfter('-P7D', {})).toBe('/trackers/1?as_of=-P7D');
    const other = '2026-11-01T00:00:00.000Z';
    const url = await addressAfter(other, { [AS_OF_HEADER]: INSTANT });
    expect(url).toBe(`/trackers/1?as_of=${other}`);
  });

  it('is now where none is asked for', async () => {
    expect(await addressAfter('', { [AS_OF_HEADER]: INSTANT })).toBe('/trackers/1');
  });
});
