import { TOKEN_RULES } from './token-rules';

describe('the rules of a request for a token', () => {
  const problemOf = (field: keyof typeof TOKEN_RULES, value: unknown) =>
    TOKEN_RULES[field].problem(value);

  it.each(['2027-01-31T18:00:00Z', '2027-01-31T18:00+01:00', '2027-01-31T18:00:00.123456Z'])(
    'accept %s as a time',
    (value) => expect(problemOf('expires_at', value)).toBeUndefined(),
  );

  it.each(['2027-01-31', '2027-01-31T18:00:00', '2027-02-30T25:00:00Z', '', 5, null, {}])(
    'refuse %j as a time',
    (value) => expect(problemOf('expires_at', value)).toMatch(/^expected a time with its zone/),
  );

  it.each([[[1]], [[1, 2, 2_147_483_647]]])('accept %j as trackers', (value) =>
    expect(problemOf('tracker_ids', value)).toBeUndefined(),
  );

  it.each([
    [[]],
    [[1, 1]],
    [[0]],
    [['1']],
    [[1.5]],
    [1],
    [null],
    [Array.from({ length: 101 }, (_, n) => n + 1)],
  ])('refuse %j as trackers', (value) =>
    expect(problemOf('tracker_ids', value)).toMatch(/^expected 1 to 100 different ids/),
  );

  it('refuse other scopes', () => {
    expect(problemOf('scope', 'admin')).toBe('expected one of read, write; found "admin"');
  });
});
