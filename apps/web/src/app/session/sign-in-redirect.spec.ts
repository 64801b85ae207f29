import { Location } from '@angular/common';
import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { refusal } from '../testing/answers';
import { configureClient, leftFor, sent } from '../testing/page';
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

  it('ends the session on the server, then shows the sign-in page', async () => {
    const signedOut = TestBed.inject(Session).signOut(() => undefined);
    (await sent('POST', API_PATHS.logout)).flush(null);
    await signedOut;
    expect(leftFor).toEqual([API_PATHS.login]);
  });
});
