import { RowIdentities } from './row-identity';

const row = (values: Record<string, string>) => new Map(Object.entries(values));
const A = row({ No: '1', Item: 'Antenna', Notes: '' });
const B = row({ No: '2', Item: 'Battery', Notes: '' });

describe('the identity of a row', () => {
  it('is its key, whatever else it says', () => {
    const changed = row({ No: '1', Item: 'Antenna mount', Notes: 'new' });
    const first = new RowIdentities('CL', ['No']).identify(A, 2);
    const later = new RowIdentities('CL', ['No']).identify(changed, 9);
    expect(later.commandId).toBe(first.commandId);
    expect(new RowIdentities('CL', ['No']).identify(B, 2).commandId).not.toBe(first.commandId);
  });

  it('is another one in another tracker', () => {
    const inClient = new RowIdentities('CL', ['No']).identify(A, 2);
    const inSystems = new RowIdentities('SY', ['No']).identify(A, 2);
    expect(inSystems.commandId).not.toBe(inClient.commandId);
  });

  it('reports a second row with the same key, and whether it says the same', () => {
    const identities = new RowIdentities('CL', ['No']);
    expect(identities.identify(A, 2).earlier).toBeUndefined();
    expect(identities.identify(A, 3).earlier).toEqual({ line: 2, isEqual: true });
    const other = row({ No: '1', Item: 'Other', Notes: '' });
    expect(identities.identify(other, 4).earlier).toEqual({ line: 2, isEqual: false });
  });

  it('needs a value in some key column', () => {
    const identities = new RowIdentities('CL', ['No', 'Item']);
    expect(() => identities.identify(row({ No: ' ', Item: '' }), 2)).toThrow(
      'key: expected a value in No, Item, found nothing',
    );
    expect(identities.identify(row({ No: '', Item: 'Antenna' }), 3).earlier).toBeUndefined();
  });

  it('does not mix up values of neighbouring key columns', () => {
    const identities = new RowIdentities('CL', ['No', 'Item']);
    const one = identities.identify(row({ No: '1', Item: '11' }), 2);
    expect(identities.identify(row({ No: '11', Item: '1' }), 3).commandId).not.toBe(one.commandId);
  });

  it('is its content and the number of equal rows before it, without a key', () => {
    const first = new RowIdentities('CL', []);
    const again = new RowIdentities('CL', []);
    const ids = [A, B, A, A].map((cells, line) => first.identify(cells, line).commandId);
    expect(new Set(ids).size).toBe(4);
    expect([B, A, A, A].map((cells, line) => again.identify(cells, line).commandId)).toEqual([
      ids[1],
      ids[0],
      ids[2],
      ids[3],
    ]);
  });

  it('does not change with the order of columns or with empty ones', () => {
    const moved = row({ Item: 'Antenna', Colour: '', No: ' 1 ' });
    const id = new RowIdentities('CL', []).identify(A, 2).commandId;
    expect(new RowIdentities('CL', []).identify(moved, 2).commandId).toBe(id);
  });
});
