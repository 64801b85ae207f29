import { markHeading, markOf, ownerMark, readMarkHeading, readOwnerMark } from './export-mark';

const MARK = { tracker: 'AD', position: 42, asOf: '2026-02-01T12:00:00.000Z' };

it('reads the heading that it writes', () => {
  expect(readMarkHeading(` ${markHeading(MARK)} `)).toEqual(MARK);
});

it.each(['', 'Title', 'Action Tracker: AD at position x as of 2026-02-01T12:00:00.000Z'])(
  'takes %j for no mark',
  (heading) => {
    expect(readMarkHeading(heading)).toBeUndefined();
  },
);

it('needs a tracker, a position and an instant', () => {
  const texts = { tracker: 'AD', position: '42', asOf: MARK.asOf };
  expect(markOf(texts)).toEqual(MARK);
  expect(markOf({ ...texts, position: '-1' })).toBeUndefined();
  expect(markOf({ ...texts, asOf: 'yesterday' })).toBeUndefined();
  expect(markOf({})).toBeUndefined();
});

it('reads the owner that it writes, and takes anything else for none', () => {
  const owner = { id: 7, name: 'Maria Fitzgerald' };
  expect(readOwnerMark(` ${ownerMark(owner)} `)).toEqual(owner);
  expect(['', '7', 'Maria', '1234567890 Maria'].map(readOwnerMark)).toEqual([
    ...[undefined, undefined, undefined, undefined],
  ]);
});
