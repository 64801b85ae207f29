import { NOTHING_TYPED, optionAfter, typedWith } from './option-walk';

const LABELS = ['Ana', 'Érico', 'Jun', 'Ernesto'];

describe('keys in an open list', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 3, 0],
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 3],
    ['Home', 2, 0],
    ['End', 1, 3],
    ['e', 0, 1],
    ['E', 1, 3],
    ['e', 3, 1],
    ['j', 2, 2],
    ['z', 0, undefined],
    [' ', 0, undefined],
    ['Enter', 0, undefined],
    ['Tab', 0, undefined],
  ])('%s from %i leads to %s', (key, from, to) => {
    expect(optionAfter(key, from, LABELS, typedWith(NOTHING_TYPED, key, 1_000).text)).toBe(to);
  });
});

describe('letters that are typed in an open list', () => {
  /** Where letters lead that are typed one after the other, each so long after the one before. */
  function walk(letters: string, everyMs: number, labels = LABELS): number {
    let [at, typed] = [0, NOTHING_TYPED];
    letters.split('').forEach((letter, index) => {
      typed = typedWith(typed, letter, 1_000 + index * everyMs);
      at = optionAfter(letter, at, labels, typed.text) ?? at;
    });
    return at;
  }

  it.each([
    ['ern', 3],
    ['eri', 1],
    ['ERI', 1],
    ['ju', 2],
    ['ana', 0],
  ])('are one word: %s leads to %i', (letters, place) => {
    expect(walk(letters, 200)).toBe(place);
  });

  it('are each the first one of a word after a pause', () => {
    expect(walk('ea', 600)).toBe(0);
    expect(walk('ej', 600)).toBe(2);
  });

  it('lead to one after the other while they are the same', () => {
    expect(walk('ee', 200)).toBe(3);
    expect(walk('eee', 200)).toBe(1);
  });

  it('lead nowhere when no option fits', () => {
    expect(walk('erx', 200)).toBe(walk('er', 200));
  });
});
