import { DomainError } from '@action-tracker/domain';
import { UnknownValue } from '../http/unknown-value';
import { ImportIdPipe, OfTrackerPipe, PreviewPartPipe } from './import-parameters';

const ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

/** The error that reading throws. */
function refusalOf(read: () => unknown): DomainError {
  try {
    read();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

/** The problems of a refusal, each as `field: message`. */
const problemsOf = (read: () => unknown): readonly string[] =>
  refusalOf(read).details.map(({ field, message }) => `${field}: ${message}`);

describe('The id of an import', () => {
  const pipe = new ImportIdPipe();

  it('is a UUID', () => {
    expect(pipe.transform(ID)).toBe(ID);
  });

  it.each(['', '7', ID.toUpperCase(), `${ID}0`])('is unknown if it is none: %j', (id) => {
    const { code, message } = refusalOf(() => pipe.transform(id));
    expect({ code, message }).toEqual({
      code: 'NOT_FOUND',
      message: `Import ${JSON.stringify(id)} not found`,
    });
  });
});

describe('The tracker of a list of imports', () => {
  const pipe = new OfTrackerPipe();

  it('is optional', () => {
    expect(pipe.transform(undefined)).toBeUndefined();
    expect(pipe.transform('12')).toBe(12);
    expect(pipe.transform('999999999')).toBe(999_999_999);
  });

  it.each<[unknown, string]>([
    ['0', '"0"'],
    ['01', '"01"'],
    ['CL', '"CL"'],
    ['', '""'],
    ['1000000000', '"1000000000"'],
    [['1', '2'], '["1","2"]'],
  ])('is an id, unlike %j', (value, found) => {
    expect(problemsOf(() => pipe.transform(value))).toEqual([
      `tracker_id: expected the id of a tracker, found ${found}`,
    ]);
  });
});

describe('The part of a preview', () => {
  const pipe = new PreviewPartPipe();

  it('is the first page of all rows unless the caller says otherwise', () => {
    expect(pipe.transform({})).toEqual({ limit: 100, hasConflict: false });
  });

  it('is the page, the outcomes and the conflicts that are asked for', () => {
    const asked = { after: '0', limit: '500', outcome: ['refused', 'create'], conflicts: 'true' };
    expect(pipe.transform(asked)).toEqual({
      ...{ after: 0, limit: 500, hasConflict: true, outcomes: ['create', 'refused'] },
    });
    expect(pipe.transform({ after: '99999999', limit: '1', outcome: 'same' })).toEqual({
      ...{ after: 99_999_999, limit: 1, hasConflict: false, outcomes: ['same'] },
    });
  });

  const AFTER = 'after: expected a whole number from 0 to 99999999, found';
  const LIMIT = 'limit: expected a whole number from 1 to 500, found';
  const OUTCOME = 'outcome: expected one of create, change, same, differs, refused; found';
  it.each<[Readonly<Record<string, unknown>>, readonly string[]]>([
    [{ after: '-1' }, [`${AFTER} "-1"`]],
    [{ after: '01' }, [`${AFTER} "01"`]],
    [{ after: '100000000' }, [`${AFTER} "100000000"`]],
    [{ after: ['1', '2'] }, [`${AFTER} ["1","2"]`]],
    [{ limit: '0' }, [`${LIMIT} "0"`]],
    [{ limit: '501' }, [`${LIMIT} "501"`]],
    [{ limit: '' }, [`${LIMIT} ""`]],
    [{ outcome: 'created' }, [`${OUTCOME} "created"`]],
    [{ outcome: ['same', ''] }, [`${OUTCOME} ""`]],
    [{ conflicts: 'false' }, ['conflicts: expected true, found "false"']],
    [{ conflicts: ['true', 'true'] }, ['conflicts: expected true, found ["true","true"]']],
    [
      { conflicts: '1', outcome: 'x', limit: 'y', after: 'z' },
      [`${AFTER} "z"`, `${LIMIT} "y"`, `${OUTCOME} "x"`, 'conflicts: expected true, found "1"'],
    ],
  ])('is not %j', (parameters, problems) => {
    expect(problemsOf(() => pipe.transform(parameters))).toEqual(problems);
    expect(refusalOf(() => pipe.transform(parameters))).toBeInstanceOf(UnknownValue);
  });
});
