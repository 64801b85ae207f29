import { formatTimestamp, formatTimestampDay, relativeTime, plainDateIn } from './timestamp';

const LATE_EVENING = '2026-11-20T23:30:00.000Z';

describe('an instant on screen', () => {
  it('is on the day that it is in the time zone of the server', () => {
    expect(formatTimestampDay(LATE_EVENING, 'UTC')).toBe('11/20/2026');
    expect(formatTimestampDay(LATE_EVENING, 'America/Sao_Paulo')).toBe('11/20/2026');
    expect(formatTimestampDay(LATE_EVENING, 'Asia/Tokyo')).toBe('11/21/2026');
  });

  it('names the time zone beside the time', () => {
    expect(formatTimestamp(LATE_EVENING, 'UTC')).toBe('11/20/2026, 23:30 UTC');
    expect(formatTimestamp(LATE_EVENING, 'Asia/Tokyo')).toBe('11/21/2026, 08:30 GMT+9');
  });

  it.each([
    [30, 'just now'],
    [-30, 'just now'],
    [90, '1 minute ago'],
    [3 * 3600, '3 hours ago'],
    [26 * 3600, 'yesterday'],
    [40 * 86_400, 'last month'],
  ])('says how long ago it was: %i s is "%s"', (seconds, words) => {
    expect(relativeTime(LATE_EVENING, Date.parse(LATE_EVENING) + seconds * 1000)).toBe(words);
  });
});

describe('the day that an instant falls on', () => {
  it.each([
    ['Pacific/Pago_Pago', '2026-03-29T10:59:59Z', '2026-03-28'],
    ['Pacific/Pago_Pago', '2026-03-29T11:00:00Z', '2026-03-29'],
    ['Pacific/Kiritimati', '2026-03-28T10:00:00Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T21:59:59Z', '2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01'],
    ['America/New_York', '2026-11-02T05:00:00Z', '2026-11-02'],
  ])('in %s at %s is %s', (timeZone, instant, day) => {
    expect(plainDateIn(timeZone, Date.parse(instant))).toBe(day);
  });
});
