import { parseDuration } from './duration';

describe('a duration', () => {
  it.each([
    ['90s', 90],
    ['30m', 1_800],
    ['24h', 86_400],
    ['7d', 604_800],
  ])('of %s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '0h', '5', '1.5h', '-1h', '1y', '24 h', '99999d'])('is not %j', (text) => {
    expect(() => parseDuration(text)).toThrow('Expected a duration like 30m, 24h or 7d');
  });
});
