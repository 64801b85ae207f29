import { Location } from '@angular/common';
import { HttpClient } from '@angular/common/http';
import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { ME, refusal } from '../../testing/answers';
import { configureClient, leftFor, sent } from '../../testing/page';
import { firstValueFrom } from 'rxjs';
import { Session } from './session';

const UNAUTHORIZED = { status: 401, statusText: 'Unauthorized' };

describe('a request without a session', () => {
  beforeEach(() => configureClient());

  it('takes the page to sign-in and names the way back', async () => {
    TestBed.inject(DOCUMENT).defaultView?.history.replaceState(null, '', '/items/AD-001?x=1');
    TestBed.inject(Location);
    TestBed.inject(Session);
    TestBed.tick();
    const request = await sent('GET', API_PATHS.me);
    request.flush(refusal('UNAUTHORIZED', 'No session'), UNAUTHORIZED);
    expect(leftFor).toEqual(['/auth/login?return_to=%2Fitems%2FAD-001%3Fx%3D1']);
  });

  it('says that the session ended when there was one before', async () => {
    TestBed.inject(DOCUMENT).defaultView?.history.replaceState(null, '', '/trackers');
    TestBed.inject(Session);
    TestBed.tick();
    (await sent('GET', API_PATHS.me)).flush(ME);
    const asked = firstValueFrom(TestBed.inject(HttpClient).get(API_PATHS.users));
    (await sent('GET', API_PATHS.users)).flush(refusal('UNAUTHORIZED', 'Over'), UNAUTHORIZED);
    expect(leftFor).toEqual(['/auth/login?return_to=%2Ftrackers&reason=ended']);
    expect(asked).toBeInstanceOf(Promise);
  });

  it('leaves other refusals to the page', async () => {
    TestBed.inject(Session);
    TestBed.tick();
    const request = await sent('GET', API_PATHS.me);
    request.flush(refusal('UNAVAILABLE', 'Away'), { status: 503, statusText: 'Unavailable' });
    expect(leftFor).toEqual([]);
  });
});

describe('signing out', () => {
  beforeEach(() => configureClient());

  it.each([
    ['the session', false, API_PATHS.logout],
    ['every session', true, `${API_PATHS.logout}?everywhere=true`],
  ])('ends %s on the server, then shows the sign-in page', async (_, isEverywhere, path) => {
    const signedOut = TestBed.inject(Session).signOut(isEverywhere, () => undefined);
    (await sent('POST', path)).flush(null);
    await signedOut;
    expect(leftFor).toEqual([`${API_PATHS.login}?reason=signed-out`]);
  });
});
