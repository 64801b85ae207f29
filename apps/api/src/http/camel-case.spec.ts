import { camelCased } from './camel-case';

describe('A body in camel case', () => {
  it('has the same values under the names of commands', () => {
    expect(camelCased({ due_date: null, owner_id: 3, title: 'a_b' })).toEqual({
      dueDate: null,
      ownerId: 3,
      title: 'a_b',
    });
  });

  it('leaves out what was left out', () => {
    expect(Object.keys(camelCased({ due_date: undefined, title: 'x' }))).toEqual(['title']);
  });
});
