import { plainDateIn, relativeTime, timestampFormats } from './timestamp';

const LATE_EVENING = '2026-11-20T23:30:00.000Z';

const day = (timeZone: string, locale = 'en-US') =>
  timestampFormats(locale, timeZone).day(LATE_EVENING);
const full = (timeZone: string, locale = 'en-US') =>
  timestampFormats(locale, timeZone).full(LATE_EVENING);

describe('an instant on screen', () => {
  it('is on the day that it is in the time zone of the server', () => {
    expect(day('UTC')).toBe('11/20/2026');
    expect(day('America/Sao_Paulo')).toBe('11/20/2026');
    expect(day('Asia/Tokyo')).toBe('11/21/2026');
  });

  it('names the time zone beside the time', () => {
    expect(full('UTC')).toBe('11/20/2026, 23:30 UTC');
    expect(full('Asia/Tokyo')).toBe('11/21/2026, 08:30 GMT+9');
  });

  it('begins with the day in Portuguese', () => {
    expect(day('Asia/Tokyo', 'pt-BR')).toBe('21/11/2026');
    expect(full('America/Sao_Paulo', 'pt-BR')).toBe('20/11/2026, 20:30 BRT');
  });

  it.each([
    [30, undefined, undefined],
    [-30, undefined, undefined],
    [90, '1 minute ago', 'há 1 minuto'],
    [3 * 3600, '3 hours ago', 'há 3 horas'],
    [26 * 3600, 'yesterday', 'ontem'],
    [40 * 86_400, 'last month', 'mês passado'],
  ])('says how long ago it was: %i s is "%s", "%s"', (seconds, english, portuguese) => {
    const now = Date.parse(LATE_EVENING) + seconds * 1000;
    expect(relativeTime(LATE_EVENING, now, 'en-US')).toBe(english);
    expect(relativeTime(LATE_EVENING, now, 'pt-BR')).toBe(portuguese);
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
