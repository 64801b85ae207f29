import { readMoment } from './named-moment';

const NO_TIME = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };

test.each([
  ['2026-11-20T14:00:00Z', { kind: 'instant', instant: '2026-11-20T14:00:00.000Z' }],
  ['2026-11-20T14:00+02:00', { kind: 'instant', instant: '2026-11-20T12:00:00.000Z' }],
  ['2026-11-20', { kind: 'date', date: '2026-11-20' }],
  ['-P7D', { kind: 'ago', duration: { ...NO_TIME, days: 7 } }],
  ['-P1Y2M3W', { kind: 'ago', duration: { ...NO_TIME, years: 1, months: 2, weeks: 3 } }],
  ['-PT6H', { kind: 'ago', duration: { ...NO_TIME, hours: 6 } }],
  ['-P1DT1M30S', { kind: 'ago', duration: { ...NO_TIME, days: 1, minutes: 1, seconds: 30 } }],
  ['position:0', { kind: 'position', position: 0 }],
  ['position:1234', { kind: 'position', position: 1234 }],
  ['review:3', { kind: 'review', number: 3 }],
])('%s names a moment', (text, moment) => {
  expect(readMoment(text)).toEqual(moment);
});

test.each([
  ...['', ' ', 'now', 'yesterday', '2026-02-30', '2026-02-30T00:00:00Z', '2026-11-20T25:00:00Z'],
  ...['2026-11-20T14:00:00', '20261120', 'P7D', '-P', '-PT', '-P1DT', '-P7', '-P7D ', '-P1.5D'],
  ...['position:', 'position:-1', 'position:01', 'position:1e3', 'position:9999999999999999'],
  ...['review:0', 'review:x', 'Review:3', 'review:3 ', '2026-11-20T14:00:00Z\n'],
])('%j names no moment', (text) => {
  expect(readMoment(text)).toBeUndefined();
});
