import { DomainError } from '@action-tracker/domain';
import { etag, expectedVersion } from './preconditions';

const refusal = (header: string): string => {
  try {
    return `accepted as ${expectedVersion(header)}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe('The If-Match of a change', () => {
  it('asks for nothing when it is missing or a star', () => {
    expect(expectedVersion(undefined)).toBeUndefined();
    expect(expectedVersion('*')).toBeUndefined();
  });

  it('asks for the version that an ETag of ours names', () => {
    expect(expectedVersion(etag(3))).toBe(3);
    expect(expectedVersion(' "12" ')).toBe(12);
  });

  it.each(['W/"3"', '"abc"', '"0"', '"03"', '""'])('never matches with %s', (header) => {
    expect(refusal(header)).toBe('PRECONDITION_FAILED');
  });

  it.each(['3', '', '"1", "2"', '"3', 'w/"3"'])('is malformed as %s', (header) => {
    expect(refusal(header)).toBe('VALIDATION_ERROR');
  });
});
