import fc from 'fast-check';
import type { ImportDecisions } from '../import-decisions';
import { compareValues, type ComparedValue } from './three-way';

const ALL: ImportDecisions = {
  actorId: 1,
  applies: () => true,
  choiceOf: () => undefined,
  reinstates: () => false,
};
const SET_BY = new Map([['title', { byId: 7, at: '2026-02-01T00:00:00.000Z' }]]);

const compare = (value: Omit<ComparedValue, 'field'>, decisions = ALL) =>
  compareValues([{ field: 'title', ...value }], { line: 2, setBy: SET_BY, decisions })[0];

describe('a value', () => {
  it.each([
    { what: 'nobody has changed', base: 'a', theirs: 'a', ours: 'a', result: undefined },
    { what: 'both have changed alike', base: 'a', theirs: 'b', ours: 'b', result: undefined },
    { what: 'only the file has changed', base: 'a', theirs: 'b', ours: 'a', result: 'take' },
    { what: 'the file has emptied', base: 'a', theirs: null, ours: 'a', result: 'take' },
    { what: 'only we have changed', base: 'a', theirs: 'a', ours: 'b', result: 'keep' },
    { what: 'both have changed', base: 'a', theirs: 'b', ours: 'c', result: 'conflict' },
  ])('that $what is $result', ({ base, theirs, ours, result }) => {
    expect(compare({ base, theirs, ours })?.result).toBe(result);
  });

  it('says who changed ours last, unless only the file has changed it', () => {
    const set = { byId: 7, at: '2026-02-01T00:00:00.000Z' };
    expect(compare({ base: 'a', theirs: 'b', ours: 'c' })).toMatchObject(set);
    expect(compare({ base: 'a', theirs: 'b', ours: 'a' })).toMatchObject({ byId: null, at: null });
  });

  it('is taken as it was decided', () => {
    const [taken, conflict] = [
      { base: 'a', theirs: 'b', ours: 'a' },
      { base: 'a', theirs: 'b', ours: 'c' },
    ];
    const none = { ...ALL, applies: () => false };
    const theirs = { ...none, choiceOf: () => 'theirs' as const };
    const ours = { ...ALL, choiceOf: () => 'ours' as const };
    expect(compare(taken)?.isTaken).toBe(true);
    expect(compare(taken, none)?.isTaken).toBe(false);
    expect(compare(taken, ours)?.isTaken).toBe(false);
    expect(compare(conflict)?.isTaken).toBe(false);
    expect(compare(conflict, theirs)?.isTaken).toBe(true);
  });
});

const VALUE = fc.constantFrom('a', 'b', 'c', null);

it('never takes a value that we have changed, or that the file has not', () => {
  fc.assert(
    fc.property(VALUE, VALUE, VALUE, (base, theirs, ours) => {
      const cell = compare({ base, theirs, ours });
      const after = cell?.isTaken === true ? theirs : ours;
      if (theirs === base) expect(after).toBe(ours);
      if (ours !== base) expect(after).toBe(ours);
      if (ours === base) expect(after).toBe(theirs);
      expect(cell === undefined).toBe(theirs === ours);
    }),
  );
});
