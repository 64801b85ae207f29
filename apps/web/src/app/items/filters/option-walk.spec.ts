import { optionAfter } from './option-walk';

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
    expect(optionAfter(key, from, LABELS)).toBe(to);
  });
});
