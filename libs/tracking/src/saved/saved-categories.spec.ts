import { FIRST_CATEGORIES } from '@action-tracker/domain';
import { CategoryNames } from '../ledger/tracker-categories';
import { keyedQuery, namedQuery } from './saved-categories';

const renamedTo = (name: string) =>
  new CategoryNames([
    {
      trackerId: 1,
      categories: FIRST_CATEGORIES.map((one) => (one.key === 'ADCS' ? { ...one, name } : one)),
    },
  ]);
const of = (query: string, trackerId: number | null = 1, named: readonly number[] = []) => ({
  ...{ query, trackerId, namedTrackerIds: named },
});

describe('a saved query', () => {
  it('follows the names of a category, however often it gets another one', () => {
    const [first, second] = [renamedTo('G & N'), renamedTo('AI: $, @;')];
    const query = 'status=New&category=G%20%26%20N&category=Systems&sort=id';
    const kept = keyedQuery(of(query), first);
    expect(kept).toBe('status=New&category=ADCS&category=Systems&sort=id');
    expect(namedQuery(of(kept), first)).toBe(query);
    expect(namedQuery(of(kept), second)).toBe(
      'status=New&category=AI:%20$,%20@;&category=Systems&sort=id',
    );
    expect(namedQuery(of(kept), CategoryNames.usual)).toBe(kept);
  });

  it('of all trackers follows them if it names one tracker', () => {
    const names = renamedTo('GNC');
    const kept = (named: readonly number[]) => namedQuery(of('category=ADCS', null, named), names);
    expect(kept([1])).toBe('category=GNC');
    expect(kept([2])).toBe('category=ADCS');
    expect(kept([1, 2])).toBe('category=ADCS');
    expect(kept([])).toBe('category=ADCS');
  });

  it('keeps what it does not know', () => {
    const query = 'categoryx=ADCS&category=&category=Unheard&q=category%3DADCS';
    expect(keyedQuery(of(query), renamedTo('GNC'))).toBe(query);
    expect(namedQuery(of(query), renamedTo('GNC'))).toBe(query);
  });
});
