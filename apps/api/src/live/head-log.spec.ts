import fc from 'fast-check';
import { HeadLog, type Heads } from './head-log';

const heads = (...entries: readonly (readonly [number, number])[]): Heads => new Map(entries);

describe('the log of heads', () => {
  it('knows what has changed since each of the last states, and all heads for others', () => {
    const log = new HeadLog();
    log.take(heads([1, 5], [2, 7]));
    const first = log.mark;
    expect(log.take(heads([1, 6], [2, 7]))).toEqual(heads([1, 6]));
    const second = log.mark;
    log.take(heads([1, 6], [2, 7], [3, 1]));
    expect(log.since(first)).toEqual(heads([1, 6], [3, 1]));
    expect(log.since(second)).toEqual(heads([3, 1]));
    expect(log.since(log.mark)).toEqual(heads());
    expect(log.since('unknown')).toEqual(heads([1, 6], [2, 7], [3, 1]));
    expect(log.since(undefined)).toEqual(heads([1, 6], [2, 7], [3, 1]));
  });

  it('gives a state the same mark in every process, and another state another one', () => {
    const [one, other] = [new HeadLog(), new HeadLog()];
    one.take(heads([1, 1]));
    one.take(heads([1, 2], [2, 3]));
    other.take(heads([2, 3], [1, 2]));
    expect(one.mark).toBe(other.mark);
    expect(one.take(heads([1, 2], [2, 3]))).toEqual(heads());
    other.take(heads([1, 2], [2, 4]));
    expect(one.mark).not.toBe(other.mark);
  });

  it('leaves out nothing, whatever somebody has missed', () => {
    const states = fc.array(fc.dictionary(fc.constantFrom('1', '2', '3'), fc.nat({ max: 3 })), {
      minLength: 1,
      maxLength: 250,
    });
    fc.assert(
      fc.property(states, fc.nat(), (all, place) => {
        const log = new HeadLog();
        const known = all.map((state) => {
          const newest = new Map(Object.entries(state).map(([id, head]) => [Number(id), head]));
          log.take(newest);
          return { mark: log.mark, newest };
        });
        const before = known[place % known.length];
        const last = known.at(-1);
        const caught = new Map([...(before?.newest ?? []), ...log.since(before?.mark)]);
        for (const [id, head] of last?.newest ?? []) expect(caught.get(id)).toBe(head);
      }),
    );
  });
});
