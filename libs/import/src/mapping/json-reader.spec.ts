import { JsonReader } from './json-reader';

it('reads what has the right shape, and takes what is left out for nothing', () => {
  const json = new JsonReader();
  expect(json.object({ a: 1 }, 'x', ['a'])).toEqual({ a: 1 });
  expect(json.object(undefined, 'x', ['a'])).toEqual({});
  expect(json.list(undefined, 'x')).toEqual([]);
  expect(json.text(undefined, 'x')).toBeUndefined();
  expect(json.text(' b ', 'x')).toBe('b');
  expect(json.texts('one', 'x')).toEqual(['one']);
  expect(json.texts(['one', 'two'], 'x')).toEqual(['one', 'two']);
  expect(json.oneOf(undefined, 'x', { allowed: ['y', 'n'], fallback: 'n' })).toBe('n');
  expect(json.oneOf('y', 'x', { allowed: ['y', 'n'], fallback: 'n' })).toBe('y');
  expect(json.problems).toEqual([]);
});

it('collects every problem with its place', () => {
  const json = new JsonReader();
  json.object([], 'a', []);
  json.object({ colour: 1 }, 'b', ['size']);
  json.record(null, 'c');
  json.list('x', 'd');
  json.text(' ', 'e');
  json.texts([7], 'f');
  json.oneOf('maybe', 'g', { allowed: ['y', 'n'], fallback: 'n' });
  expect(json.problems).toEqual([
    'a: expected an object, found []',
    'b: expected only the keys size, found "colour"',
    'c: expected an object, found null',
    'd: expected a list, found "x"',
    'e: expected text, found " "',
    'f: expected text, found 7',
    'g: expected one of y, n, found "maybe"',
  ]);
});
