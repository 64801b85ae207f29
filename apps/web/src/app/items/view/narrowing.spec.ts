import { narrowedParams, narrowingIn } from './narrowing';

describe('the items behind a number of a report', () => {
  const query = {
    counted_by: 'created',
    by: 'owner',
    key: '7',
    with: 'status=New&status=TBC&q=a+b',
  };

  it('are asked for with the filters of the report beside the number', () => {
    expect(narrowedParams(narrowingIn({ ...query, colour: 'red' }))).toEqual({
      ...{ counted_by: 'created', by: 'owner', key: '7' },
      ...{ status: ['New', 'TBC'], q: ['a b'] },
    });
  });

  it('have filters only together with a number', () => {
    expect(narrowedParams(narrowingIn({ with: 'status=New', moved: 'true' }))).toEqual({
      moved: 'true',
    });
  });
});
