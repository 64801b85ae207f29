import { TestBed } from '@angular/core/testing';
import { type AccessToken, type SessionEntry } from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { refusal } from '../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../testing/page';
import { AccountPage } from './account-page';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const aSession = (given: Partial<SessionEntry>): SessionEntry => ({
  ...{ id: 's-1', signed_in_at: '2026-11-20T08:00:00.000Z', user_agent: FIREFOX },
  ...{ expires_at: '2026-11-21T08:00:00.000Z', is_current: false, ...given },
});
const aToken = (given: Partial<AccessToken> = {}): AccessToken => ({
  ...{ id: 't-1', name: 'Report', scope: 'read', tracker_ids: null },
  ...{ created_at: '2026-11-01T00:00:00.000Z', expires_at: '2027-01-31T00:00:00.000Z' },
  ...{ last_used_at: null, ...given },
});

describe('the page of the account', () => {
  beforeEach(() => configureClient());

  async function page(tokens: readonly AccessToken[], sessions: readonly SessionEntry[] = []) {
    const answers = { [ACCESS_PATHS.tokens]: tokens, [ACCESS_PATHS.sessions]: sessions };
    const fixture = await open(AccountPage, [], answers);
    const element = elementOf(fixture);
    const lines = (list: string) => [...element.querySelectorAll(`${list} li`)].map(textOf);
    return { fixture, element, answers, lines };
  }

  it('lists where one is signed in, and signs out there', async () => {
    const { fixture, answers, lines } = await page(
      [],
      [
        aSession({ is_current: true }),
        aSession({ id: 's-2', user_agent: 'curl/8.5.0' }),
        aSession({ id: 's-3', user_agent: null }),
      ],
    );
    const times = 'signed in 11/20/2026, 08:00 UTC · until 11/21/2026, 08:00 UTC';
    expect(lines('at-session-list')).toEqual([
      `Firefox on Linux this browser ${times}`,
      `curl/8.5.0 ${times} Sign out there`,
      `Unknown browser ${times} Sign out there`,
    ]);
    press(fixture, 'Sign out there');
    (await sent('DELETE', ACCESS_PATHS.session('s-2'))).flush(null);
    await answer(fixture, {
      ...answers,
      [ACCESS_PATHS.sessions]: [aSession({ is_current: true })],
    });
    expect(lines('at-session-list')).toHaveLength(1);
  });

  it('lists tokens with what they may, where, until when and when they were used', async () => {
    const { lines } = await page([
      aToken({ tracker_ids: [1] }),
      aToken({
        ...{ id: 't-2', scope: 'write', last_used_at: '2026-11-20T11:00:00.000Z' },
        expires_at: '2026-11-19T00:00:00.000Z',
      }),
    ]);
    expect(lines('at-token-list')).toEqual([
      'Report read only AD Astro Digital · expires 01/31/2027 · never used Revoke',
      'Report read and change expired 11/19/2026 · last used 1 hour ago Revoke',
    ]);
  });

  it('says that there are none', async () => {
    const { lines } = await page([]);
    expect(lines('at-token-list')).toEqual(['You have no access tokens.']);
  });

  it('makes a token for some trackers and shows it once', async () => {
    const { fixture, element, answers } = await page([]);
    press(fixture, 'New access token');
    TestBed.tick();
    const input = (selector: string, place = 0) =>
      element.querySelectorAll<HTMLInputElement>(`at-new-token ${selector}`)[place];
    const name = input('input[matinput]');
    if (!name) throw new Error('Expected a field for the name');
    press(fixture, 'Create token');
    await settled(fixture);
    expect(textOf(element.querySelector('mat-error'))).toBe('Enter a name');
    type(name, ' Weekly report ');
    input('[name=scope]', 1)?.click();
    input('[name=days]', 0)?.click();
    input('[name=where]', 1)?.click();
    TestBed.tick();
    press(fixture, 'Create token');
    await settled(fixture);
    expect(textOf(element.querySelector('.problem'))).toBe('Choose at least one tracker');
    input('[type=checkbox]')?.click();
    press(fixture, 'Create token');
    const request = await sent('POST', ACCESS_PATHS.tokens);
    expect(request.request.body).toEqual({
      ...{ name: 'Weekly report', scope: 'write', tracker_ids: [1] },
      expires_at: '2026-11-27T12:00:00.000Z',
    });
    request.flush({ ...aToken({ name: 'Weekly report' }), token: 'actrk_secret' });
    await answer(fixture, {
      ...answers,
      [ACCESS_PATHS.tokens]: [aToken({ name: 'Weekly report' })],
    });
    expect(textOf(element.querySelector('.callout'))).toBe(
      'Copy the token of “Weekly report” now: it is shown only once. actrk_secret Copy',
    );
    press(fixture, 'Revoke');
    (await sent('DELETE', ACCESS_PATHS.token('t-1'))).flush(null);
    await answer(fixture, answers);
    expect(element.querySelector('.callout')).toBeNull();
  });

  it('says why a token could not be made or revoked', async () => {
    const { fixture, element, answers } = await page([aToken()]);
    press(fixture, 'Revoke');
    const problem = refusal('NOT_FOUND', 'Access token t-1 not found');
    (await sent('DELETE', ACCESS_PATHS.token('t-1'))).flush(problem, {
      ...{ status: 404, statusText: 'Not Found' },
    });
    await answer(fixture, answers);
    expect(element.querySelector('at-refusal')).not.toBeNull();
  });
});
