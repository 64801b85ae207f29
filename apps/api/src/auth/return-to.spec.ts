import fc from 'fast-check';
import { safeReturnTo } from './return-to';

describe('Where a sign-in leads', () => {
  it.each(['/', '/items/AD-001', '/trackers/1?status=Blocked&q=a%20b#notes'])(
    'is the page that was asked for: %s',
    (path) => expect(safeReturnTo(path)).toBe(path),
  );

  it.each([
    undefined,
    ['/a'],
    'items',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
  ])('is the front page for %j', (value) => expect(safeReturnTo(value)).toBe('/'));

  it('is on this site, whatever is asked for', () => {
    const evil = fc.stringMatching(/^[/\\.\t\n:@a-z]{0,12}$/);
    fc.assert(
      fc.property(evil, (value) => {
        expect(new URL(safeReturnTo(value), 'http://here.example').origin).toBe(
          'http://here.example',
        );
      }),
    );
  });
});
