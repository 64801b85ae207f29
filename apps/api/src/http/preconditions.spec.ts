import { DomainError } from '@action-tracker/domain';
import { expectedVersions } from './preconditions';

const read = (header: string): unknown => {
  try {
    return expectedVersions(header);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe('The If-Match of a change', () => {
  it('asks for nothing when it is missing or a star', () => {
    expect(expectedVersions(undefined)).toBeUndefined();
    expect(expectedVersions('*')).toBeUndefined();
  });

  it('asks for the versions that ETags of ours name', () => {
    expect(read('"3"')).toEqual([3]);
    expect(read('"3-a1_-B"')).toEqual([3]);
    expect(read(' "12" ')).toEqual([12]);
    expect(read('"1", "2-abc" ,"3",W/"4", "x"')).toEqual([1, 2, 3]);
    expect(read('"a,b", "5"')).toEqual([5]);
  });

  it.each(['W/"3"', '"abc"', '"0"', '"03"', '""', '"3-"', 'W/"3", "abc"'])(
    'never matches with %s',
    (header) => {
      expect(read(header)).toEqual([]);
    },
  );

  it.each(['3', '', ',', '"1",', '"1" "2"', '"1", *', '"3', 'w/"3"'])(
    'is malformed as %s',
    (header) => {
      expect(read(header)).toBe('VALIDATION_ERROR');
    },
  );
});
