import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { CLOCK } from '../clock/clock';
import { ME, refusal } from '../../testing/answers';
import { configureClient, sent } from '../../testing/page';
import { Session } from './session';

const MIDNIGHT = Date.UTC(2026, 10, 21);

/** Somebody signed in on the day before, and the computer wakes up at this instant. */
async function wakeUpAt(now: number): Promise<Session> {
  configureClient();
  TestBed.overrideProvider(CLOCK, { useValue: () => now });
  const session = TestBed.inject(Session);
  (await sent('GET', API_PATHS.me)).flush(ME);
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
  window.dispatchEvent(new Event('focus'));
  return session;
}

describe('the day', () => {
  it('becomes the next one when midnight has passed where the server lives', async () => {
    const session = await wakeUpAt(MIDNIGHT);
    (await sent('GET', API_PATHS.me)).flush({ ...ME, today: '2026-11-21' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.today()).toBe('2026-11-21');
  });

  it('stays what it is, as does who is signed in, while the server is away', async () => {
    const session = await wakeUpAt(MIDNIGHT);
    const away = { status: 503, statusText: 'Unavailable' };
    (await sent('GET', API_PATHS.me)).flush(refusal('UNAVAILABLE', 'Away'), away);
    await new Promise((resolve) => setTimeout(resolve));
    expect([session.today(), session.me()?.name]).toEqual(['2026-11-20', 'Maria Fitzgerald']);
  });

  it('is not asked for again before midnight', async () => {
    await wakeUpAt(MIDNIGHT - 1);
    await expect(sent('GET', API_PATHS.me)).rejects.toThrow('found none');
  });
});
