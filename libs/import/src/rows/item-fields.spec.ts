import { NAMED_FIELDS } from '@action-tracker/domain';
import { readMapping } from '../mapping/read-mapping';
import { mapRow } from './map-row';

/** A mapping for an exported file: every field of the registry under its heading. */
const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  fields: {
    ...Object.fromEntries(NAMED_FIELDS.map(({ mapped, heading }) => [mapped, { column: heading }])),
    create_date: { column: 'Created' },
  },
};
const CELLS = new Map([
  ['Created', '2026-01-12'],
  ...NAMED_FIELDS.map(({ heading, example }) => [heading, String(example)] as const),
]);

const map = (cells: ReadonlyMap<string, string>) => {
  const { mapping, problems } = readMapping(MAPPING);
  expect(problems).toEqual([]);
  return mapRow(cells, { mapping, prefix: 'AD', now: new Date('2026-11-20T12:00:00Z') });
};

describe.each(NAMED_FIELDS)('the field $wire of a file', ({ name, kind, example, ...field }) => {
  it('is taken from the column that an export writes, and into no note', () => {
    const { input, owner } = map(CELLS);
    const taken = new Map<string, unknown>(Object.entries({ ...input, ownerId: owner }));
    expect(taken.get(name)).toBe(kind === 'user' ? String(example) : example);
    expect(input.notes).toBeUndefined();
  });

  it('is missed only where every item has a value', () => {
    const cells = new Map([...CELLS].filter(([heading]) => heading !== field.heading));
    if (field.isRequired) expect(() => map(cells)).toThrow(/found nothing|expected/);
    else expect({ ...map(cells).input }[name as 'dueDate']).toBeNull();
  });
});
