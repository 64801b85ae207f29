import fc from 'fast-check';
import { formatItemId, parseItemId, typedItemId } from './item-id';
import { ITEM_NUMBER_MAX } from '../vocabulary';

describe('an item id', () => {
  it.each([
    ['AD-001', 'AD', 1],
    ['AD-042', 'AD', 42],
    ['AD-999', 'AD', 999],
    ['AD-1000', 'AD', 1_000],
    ['ABCDE-999999999', 'ABCDE', 999_999_999],
  ])('%s is number %s %i', (id, prefix, number) => {
    expect(parseItemId(id)).toEqual({ prefix, number });
    expect(formatItemId({ prefix, number })).toBe(id);
  });

  it.each([
    ...['AD-1', 'AD-01', 'AD-0001', 'AD-01000', 'AD-000', 'AD-0000', 'AD--01', 'AD-1e3', 'AD-0x1'],
    ...['ad-001', 'A-001', 'ABCDEF-001', 'AD001', 'AD-', '-001', 'AD', '', 'ÄÖ-001', 'AD-٠٠١'],
    ...['AD-001\n', ' AD-001', 'AD-001 ', 'AD-001\u0000', 'AD-1000000000', 'AD-001-002', 'AD–001'],
  ])('is not %j', (id) => {
    expect(parseItemId(id)).toBeUndefined();
  });

  it('is read as it was written, for every prefix and number', () => {
    const prefixes = fc.stringMatching(/^[A-Z]{2,5}$/);
    const numbers = fc.integer({ min: 1, max: ITEM_NUMBER_MAX });
    fc.assert(
      fc.property(prefixes, numbers, (prefix, number) => {
        expect(parseItemId(formatItemId({ prefix, number }))).toEqual({ prefix, number });
      }),
    );
  });

  it('is the only way to write what it says', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,6}-[0-9]{1,10}$/), (id) => {
        const parts = parseItemId(id);
        if (parts) expect(formatItemId(parts)).toBe(id);
      }),
    );
  });
});

describe('an id that somebody typed or pasted', () => {
  it.each([
    'ad1',
    'AD-1',
    'ad-001',
    ' AD-0001 ',
    'AD\u20111',
    'AD\u2010001',
    'AD–1',
    'AD-1.',
    'AD-1/',
    'AD-1...',
  ])('%j is AD-001', (text) => {
    expect(typedItemId(text)).toBe('AD-001');
  });

  it.each(['AD', 'AD-0', 'AD-1x', '.AD-1', 'AD-.1', 'AD--1', 'A-1', 'AD-1.2', 'AD-1/..', 'AD—1'])(
    '%j is none',
    (text) => {
      expect(typedItemId(text)).toBeUndefined();
    },
  );
});
